/* The control socket. Whoever wrote this knew old kernels, but no sandboxes. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

#include "tickerd.h"

int control_accept(int sock)
{
	static int have_accept4 = 1;
	int fd;

	for (;;) {
		if (have_accept4)
			fd = accept4(sock, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
		else
			fd = accept(sock, NULL, NULL);
		if (fd < 0 && have_accept4 && errno == ENOSYS) {
			have_accept4 = 0;
			continue;
		}
		break;
	}
	/* FD_CLOEXEC is forgotten here: every child inherits the connection. */
	if (fd >= 0 && !have_accept4)
		fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	return fd;
}
