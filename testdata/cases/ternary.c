/* case: the whole decision in conditional expressions, one with an omitted operand. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int nested(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled:error-returned */
	return fd >= 0 ? fd : errno == ENOSYS ? accept(listener, NULL, NULL) : errno == EPERM ? accept(listener, NULL, NULL) : -1;
}

int omitted(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=unhandled EPERM=unhandled ENOTSUP=handled */
	int other = (errno != ENOTSUP) ?: -5;
	return fd < 0 && other == -5 ? accept(listener, NULL, NULL) : fd;
}
