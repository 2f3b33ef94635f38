/* case: the function's own types are unknown, and the result goes into a member of one.
 * does-not-compile: the types come from a header that is missing on purpose */
#include "types.h"
#include <errno.h>
#include <sys/socket.h>

status_t conn_take(conn_t *c, const addr_t *from, u32 flags)
{
	c->fd = accept4(c->listener->sock, from->sa, &c->len, SOCK_NONBLOCK); /* expect: ENOSYS=unhandled EPERM=unhandled ENOTSUP=handled */
	if (c->fd < 0) {
		switch (errno) {
		case EOPNOTSUPP: c->fd = accept(c->listener->sock, from->sa, &c->len); break;
		case EAGAIN: return STATUS_AGAIN;
		default: return STATUS_FAILED;
		}
	}
	c->flags |= flags;
	return STATUS_OK;
}
