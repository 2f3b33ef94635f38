#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>

int take(int listener);
int serve(int listener);

int serve(int listener)
{
	int fd = take(listener);

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP)) {
		fd = accept(listener, NULL, NULL);
		if (fd >= 0)
			(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}
