/* case: an unknown macro makes a loop: LIST_FOREACH without its header.
 * does-not-compile: list.h is missing on purpose */
#include "list.h"
#include <errno.h>
#include <sys/socket.h>

int poll_all(struct server *server)
{
	struct listener *l;

	LIST_FOREACH(l, &server->listeners, entry)
	{
		int fd = accept4(l->fd, 0, 0, 0); /* expect: ENOSYS=handled rest=unhandled */
		if (fd < 0 && errno == ENOSYS)
			fd = accept(l->fd, 0, 0);
		if (fd < 0)
			return -1;
		server_add(server, fd);
	}
	return 0;
}
