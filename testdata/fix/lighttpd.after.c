/* fix: the code before lighttpd's fix: the same switch.
 * run: accept_listenfd(s, NULL, &(size_t){0}) */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

static int use_sock_cloexec = 1, use_sock_nonblock = 1;

static int set_nb(int fd)
{
	return fcntl(fd, F_SETFL, O_NONBLOCK | O_RDWR);
}

static int set_nb_cloexec(int fd)
{
	return fcntl(fd, F_SETFD, FD_CLOEXEC) | set_nb(fd);
}

int accept_listenfd(int listenfd, struct sockaddr *addr, size_t *addrlen)
{
	int fd;
	socklen_t len = (socklen_t)*addrlen;
	int sock_cloexec = use_sock_cloexec;

	if (sock_cloexec) {
		fd = accept4(listenfd, addr, &len, SOCK_CLOEXEC | SOCK_NONBLOCK);
		if (fd < 0) {
			switch (errno) {
			case ENOSYS:
			case ENOTSUP:
			case EPERM:
				fd = accept(listenfd, addr, &len);
				sock_cloexec = 0;
				break;
			default:
				break;
			}
		}
		if (fd >= 0) {
			if (!use_sock_nonblock) {
				if (0 != set_nb(fd)) {
					close(fd);
					fd = -1;
				}
			}
		}
	}
	else {
		fd = accept(listenfd, addr, &len);
	}
	if (fd >= 0) {
		*addrlen = (size_t)len;
		if (!sock_cloexec && 0 != set_nb_cloexec(fd)) {
			close(fd);
			fd = -1;
		}
	}
	return fd;
}
