/* case: the flag says "missing", starts false, and is tested after the call as well as before it. */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	static bool missing = false;
	int fd = -1;

	if (!missing) {
		fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled:error-returned */
		if (fd == -1 && errno == ENOSYS)
			missing = true;
	}
	if (missing)
		fd = accept(listener, NULL, NULL);
	return fd;
}
