/* case: the flag is set and the function calls itself. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	static int have_accept4 = 1;

	if (have_accept4) {
		int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
		if (fd >= 0 || errno != ENOSYS)
			return fd;
		have_accept4 = 0;
		return take(listener);
	}
	return accept(listener, NULL, NULL);
}
