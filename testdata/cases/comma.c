/* case: comma expressions in a condition and in a for. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int in_condition(int listener)
{
	int fd, err;

	if (fd = accept4(listener, NULL, NULL, 0), err = errno, fd < 0 && err == ENOSYS) /* expect: ENOSYS=handled rest=unhandled */
		fd = accept(listener, NULL, NULL);
	return fd;
}

int discarded_test(int listener)
{
	int fd;

	if (fd = accept4(listener, NULL, NULL, 0), errno == ENOSYS, fd >= 0) /* expect: all=unhandled:error-returned */
		return fd;
	return -1;
}
