/* case: nobody looks at what the probe found; or at another variable. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

static int have, found = 1;

void probe(void)
{
	have = !(accept4(-1, NULL, NULL, 0) == -1 && errno == ENOSYS); /* expect: all=unhandled */
}

void configure(int yes)
{
	found = yes && have;
}

int take(int listener)
{
	if (found)
		return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	return accept(listener, NULL, NULL);
}
