/* case: the call is spread over lines; the site is where its name stands. */
#include <errno.h>
#include <sys/socket.h>

int take(int listener, struct sockaddr *addr, socklen_t *len)
{
	int fd =
		accept4 /* expect: ENOSYS=handled rest=unhandled flags=CLOEXEC:lost,NONBLOCK:lost */
		(
			listener,
			addr,
			len,
			SOCK_CLOEXEC |
			SOCK_NONBLOCK
		);
	if (fd < 0 &&
	    errno ==
	    ENOSYS)
		fd = accept(listener, addr, len);
	return fd;
}
