/* case: the flag lives in the listener's own structure, which outlives the call. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

struct listener {
	int fd;
	unsigned no_accept4 : 1;
};

int take(struct listener *l)
{
	int fd;

	if (l->no_accept4)
		return accept(l->fd, NULL, NULL);
	fd = accept4(l->fd, NULL, NULL, 0); /* expect: ENOSYS=deferred rest=unhandled:error-returned */
	if (fd < 0 && errno == ENOSYS)
		l->no_accept4 = 1;
	return fd;
}
