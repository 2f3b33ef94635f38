#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

#if !HAVE_ACCEPT4 && !defined(ALWAYS_NEW)
#undef accept4
#define accept4 own_accept4 /* expect-occurrence: macro-definition */
static int accept4(int sock, struct sockaddr *addr, socklen_t *len, int flags)
{
	(void)flags;
	return accept(sock, addr, len);
}
#endif

int take_or_old(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled ENOTSUP=unhandled */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
