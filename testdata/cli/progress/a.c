#include <errno.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, 0, 0, 0);

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = accept(listener, 0, 0);
	return fd;
}
