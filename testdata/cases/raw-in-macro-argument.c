/* case: the raw call stands in the argument of a checking macro, whose end the compiler does not tell. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define OR_FAIL(e)                                                                                                     \
	do {                                                                                                           \
		if ((e) < 0) {                                                                                         \
			result = -errno;                                                                               \
			goto out;                                                                                      \
		}                                                                                                      \
	} while (0)

static long take(int listener)
{
	long result = 0, fd;
	OR_FAIL(fd = syscall(SYS_accept4, listener, NULL, NULL, 0)); /* expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=unhandled form=syscall */
	result = fd;
out:
	return result;
}

static long take_cast(int listener)
{
	long result = 0, fd;
	OR_FAIL((fd = syscall((long)(SYS_accept4), listener, NULL, NULL, 0))); /* expect: all=unhandled form=syscall */
	result = fd;
out:
	return result;
}

long run(int listener)
{
	long fd = take(listener);
	if (fd == -ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

long run_cast(int listener)
{
	return take_cast(listener);
}
