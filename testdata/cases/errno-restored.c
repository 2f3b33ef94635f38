/* case: errno is saved, spoilt and put back before the test. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd < 0) {
		int saved = errno;
		errno = 0;
		errno = saved;
		if (errno == ENOSYS)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}
