/* case: the do/while goes round until it has a descriptor, so the flag helps this very connection. */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

static bool works = true;

int take(int listener)
{
	int fd;

	do {
		if (works)
			fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled:busy-loop */
		else
			fd = accept(listener, NULL, NULL);
		if (fd < 0 && errno == ENOSYS)
			works = false;
	} while (fd < 0);
	return fd;
}
