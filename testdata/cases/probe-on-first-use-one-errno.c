/* case: a probe before the first use that knows one error. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

int take(int listener)
{
	static int asked, have;
	if (!asked) {
		asked = 1;
		accept4(-1, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
		have = errno != ENOSYS;
	}
	if (have)
		return accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	return accept(listener, NULL, NULL);
}
