/* case: the descriptor goes through types of other widths; -1 stays -1 in signed ones and in a 64-bit one. */
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

typedef intptr_t socket_t;

socket_t wide(int listener)
{
	socket_t fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd == (socket_t)-1 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int narrow(int listener)
{
	short fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd == -1 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int spoilt(int listener)
{
	unsigned short fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd == -1 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
