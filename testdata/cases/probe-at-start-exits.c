/* case: the probe ends the program: what it keeps away is never reached, and nothing falls back. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

void probe(void)
{
	if (accept4(-1, NULL, NULL, 0) < 0 && errno == ENOSYS) /* expect: all=unhandled */
		exit(1);
}

int take(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
}
