/* case: the fallback stands in the default arm, and the errors that are known to be something else have arms before it. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled ENOTSUP=handled */
	if (fd >= 0)
		return fd;
	switch (errno) {
	case EAGAIN:
	case EINTR:
	case EPERM: return -1;
	default: return accept(listener, NULL, NULL);
	}
}
