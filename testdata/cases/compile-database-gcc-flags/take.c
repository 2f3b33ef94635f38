#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int unused = 0;
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled ENOTSUP=unhandled */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
