/* case: accept() on the failing path, but of another listener: this connection is given up. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener, int control)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd < 0 && errno == ENOSYS) {
		accept(control, NULL, NULL);
		return -1;
	}
	return fd;
}
