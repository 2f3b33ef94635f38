/* fix: the fallback is returned at once. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int s)
{
	int fd;

	fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	if (fd < 0 && (errno == ENOSYS || errno == ENOTSUP || errno == EPERM))
		return accept(s, NULL, NULL);
	return fd;
}
