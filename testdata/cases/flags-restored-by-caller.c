/* case: the function that falls back hands the bare descriptor on; its caller sets the flag before anything else. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

void serve(int fd);

static int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled flags=CLOEXEC:kept,NONBLOCK:na */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int on_readable(int listener)
{
	int fd = take(listener);
	if (fd < 0)
		return -1;
	if (fcntl(fd, F_SETFD, FD_CLOEXEC) < 0)
		return -1;
	serve(fd);
	return 0;
}
