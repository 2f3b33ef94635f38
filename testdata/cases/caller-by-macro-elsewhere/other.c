#include "io.h"
#include <stdio.h>

int other(int listener)
{
	int fd = TAKE(listener);
	if (fd == -1)
		perror("other");
	return fd;
}
