#include "report.h"
#include <unistd.h>

void leave(void)
{
	_exit(3);
}
