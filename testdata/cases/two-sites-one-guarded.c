/* case: two places make the call, and only one of them knows what to do without it. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener, int control)
{
	int fd;

	if (control) {
		fd = accept4(control, NULL, NULL, 0); /* expect: all=unhandled:error-returned patterns=no-fallback,one-of-several-sites-guarded */
		return fd;
	}
	fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled:error-returned */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
