/* case: FIONBIO with a pointer to 0 takes the flag away. */
#include <errno.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

int take(int listener)
{
	int off = 0;
	int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK); /* expect: ENOSYS=handled rest=unhandled flags=CLOEXEC:na,NONBLOCK:lost */
	if (fd < 0 && errno == ENOSYS) {
		fd = accept(listener, NULL, NULL);
		if (fd >= 0)
			ioctl(fd, FIONBIO, &off);
	}
	return fd;
}
