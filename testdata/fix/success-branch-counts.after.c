/* fix: what is done with a connection is done with the fallback's, too: it is put into a table, and handed out. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static int table[8], n;

int take(int s)
{
	int fd = accept4(s, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (fd < 0) {
		switch (errno) {
		case ENOSYS:
		case ENOTSUP:
		case EPERM:
			fd = accept(s, NULL, NULL);
			if (fd >= 0 && (fcntl(fd, F_SETFD, FD_CLOEXEC) == -1 ||
					fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) == -1)) {
				close(fd);
				fd = -1;
			}
			break;
		default:
			break;
		}
	}

	if (fd >= 0) {
		table[n] = fd;
		n = (n + 1) % 8;
	}
	return fd < 0 ? -1 : table[(n + 7) % 8];
}
