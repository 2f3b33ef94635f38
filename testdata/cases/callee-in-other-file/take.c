#include "old.h"
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled flags=CLOEXEC:kept,NONBLOCK:lost */
	if (fd < 0 && call_is_missing(errno)) {
		fd = old_accept(listener);
		if (fd >= 0)
			set_cloexec(fd);
	}
	return fd;
}
