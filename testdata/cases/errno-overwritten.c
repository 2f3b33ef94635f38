/* case: errno is overwritten directly before it is tested; the test is about the new value. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int cleared(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
	if (fd < 0) {
		errno = 0;
		if (errno == ENOSYS || errno == EPERM)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int replaced(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
	if (fd < 0) {
		errno = EBADF;
		if (errno == ENOSYS)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}
