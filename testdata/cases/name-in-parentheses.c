/* case: (accept4)(…) and (*accept4)(…) and (&accept4)(…) are calls of it. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int plain(int listener)
{
	return (accept4)(listener, NULL, NULL, 0); /* expect: all=unhandled */
}

int star(int listener)
{
	int fd = (*accept4)(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	return fd < 0 && errno == ENOSYS ? accept(listener, NULL, NULL) : fd;
}
