#include "loop.h"

int once(int (*hook)(int), int fd)
{
	return hook(fd) < 0 ? -1 : 0;
}
