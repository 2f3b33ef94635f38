#include <errno.h>
#include "compat/net.h"

int take(int fd)
{
	int c = NET_ACCEPT(fd); /* expect: all=handled form=macro flags=CLOEXEC:lost */

	if (c < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		c = accept(fd, 0, 0);
	return c;
}
