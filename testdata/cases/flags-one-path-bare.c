/* case: two ways through the fallback, of which one forgets the flag. */
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>

int take(int listener, struct sockaddr *addr, socklen_t *len)
{
	int fd = accept4(listener, addr, len, SOCK_CLOEXEC); /* expect: ENOSYS=handled flags=CLOEXEC:lost */
	if (fd < 0 && errno == ENOSYS) {
		if (!addr)
			return accept(listener, addr, len);
		fd = accept(listener, addr, len);
		if (fd >= 0)
			fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}
