/* case: the probe before the first use is another function's, which remembers. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

static int have = -1;

static int has_accept4(void)
{
	if (have < 0)
		have = accept4(-1, NULL, NULL, 0) >= 0 || errno == EBADF; /* expect: all=handled */
	return have;
}

int take(int listener)
{
	if (has_accept4())
		return accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	return accept(listener, NULL, NULL);
}
