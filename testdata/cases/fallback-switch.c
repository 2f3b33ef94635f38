/* case: the shape of lighttpd's fix: a switch over errno under the failed call, all three errors in one arm, and a
 * helper afterwards that gives the descriptor its flags back when the old call made it. */
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>

static void set_flags(int fd)
{
	fcntl(fd, F_SETFD, FD_CLOEXEC);
	fcntl(fd, F_SETFL, O_NONBLOCK | O_RDWR);
}

int take_connection(int listener, struct sockaddr *addr, socklen_t *len)
{
	int fd;
	int with_flags = 1;

	fd = accept4(listener, addr, len, SOCK_CLOEXEC | SOCK_NONBLOCK); /* expect: all=handled flags=CLOEXEC:kept,NONBLOCK:kept severity=none */
	if (fd < 0) {
		switch (errno) {
		case ENOSYS:
		case ENOTSUP:
		case EPERM:
			fd = accept(listener, addr, len);
			with_flags = 0;
			break;
		default: break;
		}
	}
	if (fd >= 0 && !with_flags)
		set_flags(fd);
	return fd;
}
