#ifndef LONELY_H
#define LONELY_H
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static inline int lonely_take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=unhandled:error-returned */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
#endif
