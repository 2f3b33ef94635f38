/* case: the helper takes no argument: it reads errno itself. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static inline int last_error(void)
{
	return errno;
}

static int call_is_missing(void)
{
	return last_error() == ENOSYS || last_error() == ENOTSUP;
}

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled ENOTSUP=handled */
	if (fd < 0 && call_is_missing())
		fd = accept(listener, NULL, NULL);
	return fd;
}
