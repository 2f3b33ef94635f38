/* case: CPython's shape: a flag with three states, computed from errno by the first failing call alone. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

static int accept4_works = -1;

int take(int listener)
{
	int fd = -1;

	if (accept4_works != 0) {
		fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=unhandled:error-returned flags=CLOEXEC:kept,NONBLOCK:na */
		if (fd < 0 && accept4_works == -1)
			accept4_works = (errno != ENOSYS);
	}
	if (accept4_works == 0) {
		fd = accept(listener, NULL, NULL);
		if (fd >= 0)
			fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}
