/* case: a probe before the first use that asks for one thing and decides about another. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

int take(int listener, int fast)
{
	static int have = -1;
	if (have < 0)
		have = !(accept4(-1, NULL, NULL, 0) < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP)); /* expect: all=unhandled|conditional */
	if (fast)
		return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	return have ? -1 : accept(listener, NULL, NULL);
}
