/* case: fcntl runs for every descriptor, whichever call made it. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK); /* expect: ENOSYS=handled flags=CLOEXEC:kept,NONBLOCK:kept */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	if (fd < 0)
		return -1;
	fcntl(fd, F_SETFD, FD_CLOEXEC);
	fcntl(fd, F_SETFL, O_NONBLOCK);
	return fd;
}
