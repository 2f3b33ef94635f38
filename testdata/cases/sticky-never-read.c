/* case: a flag is set, and nothing reads it. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int accept4_broken;

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
	if (fd < 0 && errno == ENOSYS)
		accept4_broken = 1;
	return fd;
}
