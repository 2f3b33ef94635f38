/* case: ways to ask for -1 that are not == -1 or < 0. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int complement(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (!~fd && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int sum(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd + 1 == 0 && ENOSYS == errno)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int not_at_least(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (!(fd >= 0) && !(errno - ENOSYS))
		fd = accept(listener, NULL, NULL);
	return fd;
}

int at_most(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (0 > fd && (errno ^ ENOSYS) == 0)
		fd = accept(listener, NULL, NULL);
	return fd;
}
