/* case: glibc's error() ends the program where its status is not 0, and only there: the status may be a constant, come
 * from a caller, or be anything. */
#define _GNU_SOURCE
#include <errno.h>
#include <error.h>
#include <stdlib.h>
#include <sys/socket.h>

int ends(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: ENOSYS=handled rest=unhandled:exit */

	if (fd >= 0)
		return fd;
	if (errno != ENOSYS)
		error(EXIT_FAILURE, errno, "accept4");
	return accept(s, 0, 0);
}

int goes_on(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=handled */

	if (fd >= 0)
		return fd;
	if (errno != ENOSYS)
		error(0, errno, "accept4");
	return accept(s, 0, 0);
}

static void tell(int status, const char *what)
{
	error(status, errno, "%s", what);
}

int ends_in_a_helper(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: ENOSYS=handled rest=unhandled:exit */

	if (fd >= 0)
		return fd;
	tell(errno == ENOSYS ? 0 : 2, "accept4");
	return accept(s, 0, 0);
}

int either(int s, int status)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=conditional:exit */

	if (fd >= 0)
		return fd;
	error_at_line(status, errno, __FILE__, __LINE__, "accept4");
	return accept(s, 0, 0);
}
