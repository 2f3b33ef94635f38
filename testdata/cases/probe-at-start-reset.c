/* case: other code sets the flag again, whatever the probe has found. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

static int have;

void probe(void)
{
	have = !(accept4(-1, NULL, NULL, 0) == -1 && errno == ENOSYS); /* expect: all=unhandled */
}

void reload(int option)
{
	if (option)
		have = 1;
}

int take(int listener)
{
	if (have)
		return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	return accept(listener, NULL, NULL);
}
