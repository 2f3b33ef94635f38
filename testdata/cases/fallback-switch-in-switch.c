/* case: a break of the inner switch is not a break of the outer one. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener, int mode)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=conditional ENOTSUP=unhandled */
	if (fd < 0) {
		switch (errno) {
		case EPERM:
			switch (mode) {
			case 1: break;
			default: return -1;
			}
			/* fall through */
		case ENOSYS: return accept(listener, NULL, NULL);
		}
	}
	return fd;
}
