/* case: both arms make the call, with other flags; no one configuration compiles both. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd;

#ifdef WANT_NONBLOCK
	fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK); /* expect: ENOSYS=handled rest=unhandled flags=CLOEXEC:kept,NONBLOCK:lost */
#else
	fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled rest=unhandled flags=CLOEXEC:kept,NONBLOCK:na */
#endif
	if (fd < 0 && errno == ENOSYS) {
		fd = accept(listener, NULL, NULL);
		if (fd >= 0)
			fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}
