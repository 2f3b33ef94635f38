/* case: likely() and unlikely() around the tests. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled ENOTSUP=handled */
	if (likely(fd >= 0))
		return fd;
	if (unlikely(errno == ENOSYS) || __builtin_expect(errno, EAGAIN) == ENOTSUP)
		return accept(listener, NULL, NULL);
	return -1;
}
