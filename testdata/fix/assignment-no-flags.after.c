/* fix: no flag is asked for: none is restored. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int s)
{
	int fd;

	fd = accept4(s, NULL, NULL, 0);
	if (fd < 0) {
		switch (errno) {
		case ENOSYS:
		case ENOTSUP:
		case EPERM:
			fd = accept(s, NULL, NULL);
			break;
		default:
			break;
		}
	}
	if (fd < 0)
		return -1;
	return fd;
}
