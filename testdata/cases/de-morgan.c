/* case: the negated disjunction and its De Morgan twin mean the same. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int first(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled */
	if (fd >= 0 || !(errno == ENOSYS || errno == EPERM))
		return fd;
	return accept(listener, NULL, NULL);
}

int second(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled */
	if (!(fd < 0 && !(errno != ENOSYS && errno != EPERM)))
		return fd;
	return accept(listener, NULL, NULL);
}
