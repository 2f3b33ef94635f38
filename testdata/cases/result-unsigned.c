/* case: an unsigned descriptor is never below zero; compared with the converted -1 it works. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

unsigned never(int listener)
{
	unsigned fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

unsigned converted(int listener)
{
	unsigned fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd == (unsigned)-1 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

unsigned compared(int listener)
{
	unsigned fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd == -1 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
