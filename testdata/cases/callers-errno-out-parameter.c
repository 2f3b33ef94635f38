/* case: a boolean result, and the errno through a pointer. */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

static bool new_way(int listener, int *fd, int *error)
{
	*fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled */
	if (*fd >= 0)
		return true;
	*error = errno;
	return false;
}

int take(int listener)
{
	int fd, error = 0;

	if (!new_way(listener, &fd, &error)) {
		if (error != ENOSYS && error != EPERM)
			return -1;
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}
