#include "ops.h"

#include <fcntl.h>

int use(const struct ops *o, int s)
{
	int c = o->take(s);

	if (c >= 0)
		fcntl(c, F_SETFD, FD_CLOEXEC);
	return c;
}

int use_plainly(const struct ops *o, int s)
{
	return o->take_and_forget(s);
}
