/* case: the fcntl stands in the arm for systems without the call, so it is not there for the fallback. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd;

#ifdef HAVE_ACCEPT4
	fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK); /* expect: ENOSYS=handled rest=unhandled flags=NONBLOCK:lost */
	if (fd < 0 && errno == ENOSYS)
#endif
		fd = accept(listener, NULL, NULL);
#ifndef HAVE_ACCEPT4
	if (fd >= 0)
		fcntl(fd, F_SETFL, O_NONBLOCK);
#endif
	return fd;
}
