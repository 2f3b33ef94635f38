/* case: the descriptor comes back through a pointer, the error as the result. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int new_way(int listener, int *out_fd)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled:error-returned */

	if (fd == -1)
		return errno;
	*out_fd = fd;
	return 0;
}

int take(int listener, int *out_fd)
{
	int error = new_way(listener, out_fd);

	if (error == ENOSYS) {
		*out_fd = accept(listener, NULL, NULL);
		error = *out_fd < 0 ? errno : 0;
	}
	return error;
}
