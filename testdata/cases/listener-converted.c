/* case: the listener goes into the call as a long, as raw calls have it, or through an array of them: it is the same
 * one as the int that it was made of. A conversion that cuts it is not. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int through_a_variable(int listener)
{
	unsigned long number = listener;
	int fd = syscall(SYS_accept4, number, 0, 0, 0); /* expect: all=handled */

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = accept(listener, 0, 0);
	return fd;
}

int through_an_array(int listener)
{
	long args[2] = {listener, 0};
	int fd = accept4(args[0], 0, 0, 0); /* expect: all=handled */

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = accept(listener, 0, 0);
	return fd;
}

int the_other_way(long listener)
{
	int fd = accept4(listener, 0, 0, 0); /* expect: all=handled */

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = accept((int)listener, 0, 0);
	return fd;
}

int another_one(int listener, int other)
{
	unsigned long number = listener;
	int fd = accept4(number, 0, 0, 0); /* expect: all=unhandled */

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = accept(other, 0, 0);
	return fd;
}
