/* case: the result is compared with an enumerator, a macro and a const variable. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

enum { NO_DESCRIPTOR = -1 };
#define INVALID_SOCKET (-1)
static const int nothing = -1;

int with_enum(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd == NO_DESCRIPTOR && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int with_macro(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd != INVALID_SOCKET || errno != ENOSYS)
		return fd;
	return accept(listener, NULL, NULL);
}

int with_variable(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd == nothing && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
