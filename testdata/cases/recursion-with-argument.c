/* case: no flag is kept; the function calls itself with an argument that asks for the old call. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int take_with(int listener, int modern)
{
	int fd;

	if (!modern)
		return accept(listener, NULL, NULL);
	fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd < 0 && errno == ENOSYS)
		return take_with(listener, 0);
	return fd;
}

int take(int listener)
{
	return take_with(listener, 1);
}
