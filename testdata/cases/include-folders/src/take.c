#include <defs.h>
#include <errno.h>
#include <proj/net.h>
#include <stddef.h>
#include <sys/socket.h>

int take(struct proj_listener *l)
{
	int fd = accept4(l->fd, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled:error-returned */
	if (fd == PROJ_INVALID && PROJ_MISSING(errno))
		fd = accept(l->fd, NULL, NULL);
	return fd;
}
