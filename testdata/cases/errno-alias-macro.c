/* case: errno behind a portability macro, and the constants behind others (libevent's and many more's way). */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

#define SOCKET_ERRNO() (errno)
#define SOCK_ERR_MISSING ENOSYS
#define SOCK_FAILED(fd) ((fd) == -1)

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (SOCK_FAILED(fd) && SOCKET_ERRNO() == SOCK_ERR_MISSING)
		fd = accept(listener, NULL, NULL);
	return fd;
}
