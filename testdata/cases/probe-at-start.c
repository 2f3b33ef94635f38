/* case: a probe at start decides, and the probe's own call fails as all do: afterwards the older call is used. The
 * call in the probe is made for no connection; its failure sets the flag that the other function reads. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

static int have;

void probe(void)
{
	have = !(accept4(-1, NULL, NULL, 0) == -1 && errno == ENOSYS); /* expect: ENOSYS=handled rest=unhandled */
}

int take(int listener)
{
	if (have)
		return accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	return accept(listener, NULL, NULL);
}
