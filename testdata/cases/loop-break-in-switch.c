/* case: break inside the switch does not leave the loop around it, so every error goes round again. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = -1;

	while (fd < 0) {
		fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled:busy-loop ENOTSUP=unhandled:busy-loop */
		if (fd < 0) {
			switch (errno) {
			case EPERM: break;
			case ENOSYS: fd = accept(listener, NULL, NULL); continue;
			}
		}
	}
	return fd;
}
