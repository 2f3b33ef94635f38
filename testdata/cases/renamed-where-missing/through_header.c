#include "compat.h"
#include <stddef.h>
#include <unistd.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: all=unhandled:error-returned */
	if (fd < 0)
		return -1;
	return fd;
}

void drop(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd >= 0)
		close(fd);
}
