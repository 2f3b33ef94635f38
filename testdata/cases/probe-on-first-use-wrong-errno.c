/* case: a probe before the first use that looks at what the call never says. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

int take(int listener)
{
	static int have = -1;
	if (have < 0)
		have = !(accept4(-1, NULL, NULL, 0) < 0 && errno == EINVAL); /* expect: all=unhandled */
	if (have)
		return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	return accept(listener, NULL, NULL);
}
