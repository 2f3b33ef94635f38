#include <errno.h>
#include <sys/socket.h>

int apart(int fd)
{
	int c = take_apart(fd); /* expect: ENOSYS=handled rest=unhandled */

	if (c < 0 && errno == ENOSYS)
		c = accept(fd, 0, 0);
	return c;
}
