/* case: a macro classifies the error. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

#define NOT_HERE(e) ((e) == ENOSYS || (e) == EPERM)

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled */
	if (fd < 0 && NOT_HERE(errno))
		fd = accept(listener, NULL, NULL);
	return fd;
}
