/* case: the flag that leads to the old call is only ever set from outside, never by the failure: a switch for the
 * administrator, no fallback. */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

static int avoid_accept4;

void read_configuration(void)
{
	avoid_accept4 = getenv("NO_ACCEPT4") != NULL;
}

int take(int listener)
{
	if (avoid_accept4)
		return accept(listener, NULL, NULL);
	return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
}
