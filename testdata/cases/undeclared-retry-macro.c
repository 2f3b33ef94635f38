/* case: a macro of a missing header hands the call's result through, whatever it is called.
 * does-not-compile: the header is missing */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include "base/eintr.h"

int take(int listener)
{
	int err, fd = HANDLE_EINTR(accept4(listener, NULL, NULL, 0)); /* expect: ENOSYS=handled rest=unhandled */

	if (fd != -1)
		return fd;
	err = errno;
	if (err != ENOSYS)
		return -1;
	return accept(listener, NULL, NULL);
}

int take_in_condition(int listener)
{
	int fd;

	if ((fd = NO_INTR(accept4(listener, NULL, NULL, 0))) < 0 && errno == EPERM) /* expect: EPERM=handled rest=unhandled */
		fd = NO_INTR(accept(listener, NULL, NULL));
	return fd;
}

int take_plain(int listener)
{
	return IGNORE_SIGNALS_2(accept4(listener, NULL, NULL, 0)); /* expect: all=unhandled:error-returned */
}
