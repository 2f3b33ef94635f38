/* case: the flag says that the call is missing, and says so until the probe has found out. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

static int missing = 1;

void probe(void)
{
	accept4(-1, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	missing = errno == ENOSYS;
}

int take(int listener)
{
	if (missing)
		return accept(listener, NULL, NULL);
	return accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
}
