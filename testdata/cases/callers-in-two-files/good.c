#include "wrap.h"
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int good(int listener)
{
	int fd = wrap_take(listener);
	return fd == -ENOSYS ? accept(listener, NULL, NULL) : fd;
}
