/* case: lighttpd's way on ARM: a macro of the call's name that makes no call and fails with ENOTSUP. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

#define accept4(fd, addr, len, flags) ((errno = ENOTSUP), -1) /* expect-occurrence: macro-definition */

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect-occurrence: look-alike */
	return fd < 0 && errno == ENOTSUP ? accept(listener, NULL, NULL) : fd;
}
