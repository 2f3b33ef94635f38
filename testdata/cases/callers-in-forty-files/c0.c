#include "io.h"
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int c0(int listener)
{
	int fd = take4(listener);
	if (fd == -1 && errno == ENOSYS)
		return accept(listener, NULL, NULL);
	return fd;
}
