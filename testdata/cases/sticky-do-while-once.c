/* case: continue in do { } while (0) leaves the loop: only the next attempt uses the old call. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	static int works = 1;
	int fd = -1;

	do {
		fd = works ? accept4(listener, NULL, NULL, 0) : accept(listener, NULL, NULL); /* expect: ENOSYS=deferred rest=unhandled:error-returned */
		if (fd < 0 && works && errno == ENOSYS) {
			works = 0;
			continue;
		}
	} while (0);
	return fd;
}
