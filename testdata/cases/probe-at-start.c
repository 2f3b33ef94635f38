/* case: a probe at start decides, and the probe's own call fails as all do: afterwards the old call is used. The site in
 * the probe is not made for a connection; its failure sets the flag that the other function reads.
 * known-to-fail: a flag that another function leaves behind is not credited to this site */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int missing = 1;

void probe(void)
{
	accept4(-1, NULL, NULL, 0); /* expect: ENOSYS=deferred EPERM=unhandled ENOTSUP=unhandled */
	missing = errno == ENOSYS;
}

int take(int listener)
{
	if (missing)
		return accept(listener, NULL, NULL);
	return accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled ENOTSUP=unhandled */
}
