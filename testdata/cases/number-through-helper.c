/* case: the number is handed to a helper that is nothing but syscall(), with a cast as well. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

static long four(long number, long a, long b, long c, long d)
{
	return syscall(number, a, b, c, d);
}

static int cast(int number, long a, long b, long c, long d)
{
	return (int)syscall(number, a, b, c, d);
}

int take(int listener)
{
	return (int)four(SYS_accept4, listener, 0, 0, 0); /* expect: all=unhandled:error-returned form=syscall */
}

int take_or_fall_back(int listener)
{
	long fd = four(__NR_accept4, listener, 0, 0, 0); /* expect: ENOSYS=handled rest=unhandled form=syscall */

	if (fd < 0 && errno == ENOSYS)
		fd = four(__NR_accept, listener, 0, 0, 0);
	return (int)fd;
}

int take_cast(int listener)
{
	return cast(SYS_accept4, listener, 0, 0, 0); /* expect: all=unhandled:error-returned form=syscall */
}
