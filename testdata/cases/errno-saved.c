/* case: errno is kept in a variable, other work is done, the variable is tested. */
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd, error;

	fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled:error-returned */
	if (fd == -1) {
		error = errno;
		fprintf(stderr, "accept4 failed: %d\n", error);
		if (error == ENOSYS || error == EPERM)
			fd = accept(listener, NULL, NULL);
		else
			errno = error;
	}
	return fd;
}
