/* case: one of the two is restored, the other forgotten; every error has its fallback, the flag is the finding. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC); /* expect: all=handled flags=CLOEXEC:lost,NONBLOCK:kept severity=warning patterns=flag-lost */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP)) {
		fd = accept(listener, NULL, NULL);
		if (fd >= 0)
			fcntl(fd, F_SETFL, O_NONBLOCK);
	}
	return fd;
}
