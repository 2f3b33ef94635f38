/* case: where the call is missing there are no connections at all. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

static int have;

void probe(void)
{
	have = !(accept4(-1, NULL, NULL, 0) < 0 && errno == ENOSYS); /* expect: all=unhandled */
}

int take(int listener)
{
	if (have)
		return accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	return -1;
}
