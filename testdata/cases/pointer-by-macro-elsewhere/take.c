#include "hooks.h"

#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

void (*assigned)(int error);

int take_assigned(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional|unknown ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		assigned(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_entered(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional|unknown ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		table->entered(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_pasted(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional|unknown ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		pasted->fail(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}
