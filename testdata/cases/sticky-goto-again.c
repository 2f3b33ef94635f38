/* case: the flag is set and a goto makes the attempt again at once. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int have_accept4 = 1;

int take(int listener)
{
	int fd;

again:
	if (have_accept4)
		fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled ENOTSUP=handled EPERM=unhandled:error-returned */
	else
		fd = accept(listener, NULL, NULL);
	if (fd < 0 && have_accept4 && (errno == ENOSYS || errno == ENOTSUP)) {
		have_accept4 = 0;
		goto again;
	}
	return fd;
}
