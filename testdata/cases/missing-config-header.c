/* case: a tree as it was unpacked: config.h is not generated yet, another header is not installed.
 * does-not-compile: config.h and vendor/net.h are missing on purpose */
#include "config.h"

#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <vendor/net.h>

#ifdef HAVE_ACCEPT4
int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=unhandled:error-returned */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
#endif
