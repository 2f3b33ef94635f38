/* case: paccept is a fallback as good as accept (NetBSD's spelling, in a shim here). */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int paccept(int, struct sockaddr *, socklen_t *, const void *, int);

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled rest=unhandled */
	if (fd < 0 && errno == ENOSYS)
		fd = paccept(listener, NULL, NULL, NULL, SOCK_CLOEXEC);
	return fd;
}
