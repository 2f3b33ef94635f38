#include "run.h"

void run(int status, void (*leave)(int))
{
	if (status)
		leave(status);
}
