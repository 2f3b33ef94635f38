/* case: most programs that fall back at all look at ENOSYS alone, which a seccomp profile's EPERM does not reach. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

int serve_one(int listener)
{
	int fd;

	fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled rest=unhandled:error-returned flags=CLOEXEC:kept,NONBLOCK:na severity=warning patterns=errno-list-incomplete */
	if (fd < 0 && errno == ENOSYS) {
		fd = accept(listener, NULL, NULL);
		if (fd >= 0)
			fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}
