/* case: the flag is there, but only an errno that a missing call does not give sets it. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int broken;

int take(int listener)
{
	int fd;

	for (;;) {
		if (broken)
			return accept(listener, NULL, NULL);
		fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
		if (fd >= 0)
			return fd;
		if (errno != EINVAL)
			return -1;
		broken = 1;
	}
}
