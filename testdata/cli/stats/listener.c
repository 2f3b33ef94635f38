/* The public port. Somebody has run this on an old kernel, and under a seccomp filter. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tickerd.h"

static int set_cloexec_nonblock(int fd)
{
	if (fcntl(fd, F_SETFD, FD_CLOEXEC) < 0 || fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

int listener_accept(int sock)
{
	int fd;

	fd = accept4(sock, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (fd >= 0)
		return fd;

	switch (errno) {
	case ENOSYS:  /* the kernel has no such call */
	case EPERM:   /* a filter refuses it */
	case ENOTSUP: /* the port's libc has only a stub */
		fd = accept(sock, NULL, NULL);
		return fd < 0 ? -1 : set_cloexec_nonblock(fd);
	default: return -1;
	}
}
