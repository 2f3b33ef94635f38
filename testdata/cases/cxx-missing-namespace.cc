/* case: functions of the call's and the fallback's name in a namespace of which nothing is known, in statements that the
 * compiler drops: they are neither.
 * does-not-compile: the header is missing on purpose */
#include "absent/ops.hpp"
#include <errno.h>
#include <sys/socket.h>

int take(int listener, absent::fault &fault)
{
	int fd = ::accept4(listener, nullptr, nullptr, 0); /* expect: all=unhandled */
	if (fd < 0 && errno == ENOSYS) {
		fd = absent::ops::accept(listener, fault);
	} else if (fd < 0 && errno == EPERM) {
		absent::scope scope = absent::ops::enter(fault), again = accept(listener, nullptr, nullptr, fault);
	}
	return fd;
}

int other(int listener, absent::fault &fault)
{
	absent::handle h = absent::ops::accept4(listener, fault, 0, 0); /* expect-occurrence: look-alike */
	return h.number;
}
