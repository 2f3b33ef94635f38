/* case: the probe writes constants in its arms, and a helper makes the call. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

static int have;

static int works(void)
{
	int fd = accept4(-1, NULL, NULL, 0); /* expect: all=handled */
	return fd >= 0 || errno == EBADF;
}

void probe(void)
{
	if (works())
		have = 1;
	else
		have = 0;
}

int take(int listener)
{
	if (have)
		return accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	return accept(listener, NULL, NULL);
}
