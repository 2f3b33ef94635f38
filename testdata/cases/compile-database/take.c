#include "mode.h"
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled ENOTSUP=unhandled */
	if (fd < 0 && errno == MISSING_ERRNO)
		fd = accept(listener, NULL, NULL);
	return fd;
}
