/* case: one arm of the switch falls through into the fallback, another breaks out before it. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener, int *refused)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled:error-returned */
	if (fd != -1)
		return fd;
	switch (errno) {
	case ENOTSUP:
		*refused = 1;
		break;
	case EPERM:
		*refused = 1;
		/* fall through */
	case ENOSYS: fd = accept(listener, NULL, NULL); break;
	}
	return fd;
}
