#include <errno.h>

#include "raw.h"

#define TAKE(old, s) ((old) ? syscall(SYS_accept, s, 0, 0) : syscall(SYS_accept4, s, 0, 0, 0))
#define TAKE_BOTH(c, s)                                                                                                \
	do {                                                                                                           \
		c = (int)syscall(__NR_accept4, s, 0, 0, 0);                                                            \
		if (c < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))                                  \
			c = (int)syscall(__NR_accept, s, 0, 0);                                                        \
	} while (0)

int old_first(int old, int s)
{
	return (int)TAKE(old, s); /* expect: all=unhandled */
}

int in_header(int old, int s)
{
	return (int)TAKE_EITHER(old, s); /* expect: all=unhandled */
}

int both(int s)
{
	int c;

	TAKE_BOTH(c, s); /* expect: all=handled */
	return c;
}

int old_only(int s)
{
	return (int)syscall(SYS_accept, s, 0, 0);
}
