#include "hooks.h"

#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take_plain(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		plain_hooks.tell(errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_named(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		named_hooks.tell(errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_element(int listener, unsigned i)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		reactions[i & 1](errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_told(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		told(errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_mildly(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=handled|conditional ENOTSUP=handled */
	if (fd < 0) {
		mild_hooks.tell(errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}
