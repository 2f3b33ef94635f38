/* case: two calls on one line are two sites. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener, int other)
{
	int fd = other ? accept4(other, NULL, NULL, 0) : accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled flags=CLOEXEC:na */ /* expect: ENOSYS=handled flags=CLOEXEC:lost */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(other ? other : listener, NULL, NULL);
	return fd;
}
