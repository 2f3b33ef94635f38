/* case: a probe before the first use, in the function itself. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

int take(int listener)
{
	static int have = -1;
	if (have < 0)
		have = !(accept4(-1, NULL, NULL, 0) < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP)); /* expect: all=handled */
	if (have)
		return accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	return accept(listener, NULL, NULL);
}
