/* case: errno read through what it is in glibc, and through a pointer to it. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int first(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd < 0 && *__errno_location() == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int second(int listener)
{
	int *e = &errno;
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd < 0 && *e == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
