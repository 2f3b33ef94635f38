#include <errno.h>
#include <sys/socket.h>

#include "lists.h"

#define NEWER(name, s) name##4(s, 0, 0, 0)
#define OLDER(name, s) name(s, 0, 0)
#define JOIN(a, b) a##b

int with_fallback(int s)
{
	int c = WITH(NEWER, s); /* expect: all=handled */

	if (c < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		c = WITH(OLDER, s);
	return c;
}

int without(int s)
{
	return ONLY(JOIN)(accept, 4)(s, 0, 0, 0); /* expect: all=unhandled */
}
