#include <errno.h>
#include <sys/socket.h>

#ifndef MISSING
#define MISSING ENOSYS
#endif

static inline int take(int listener)
{
	int fd = accept4(listener, 0, 0, 0); /* expect: ENOSYS=unhandled EPERM=handled ENOTSUP=unhandled */
	if (fd < 0 && errno == MISSING)
		fd = accept(listener, 0, 0);
	return fd;
}
