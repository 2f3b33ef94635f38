#include "io.h"
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take4(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=conditional rest=unhandled */
}

int here(int listener)
{
	int fd = take4(listener);
	if (fd == -1 && errno == ENOSYS)
		return accept(listener, NULL, NULL);
	return fd;
}
