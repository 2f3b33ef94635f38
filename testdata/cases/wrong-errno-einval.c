/* case: only EINVAL is taken for "missing": right for a flag that a kernel does not know, useless for a missing call. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK); /* expect: all=unhandled:error-returned severity=error */
	if (fd < 0 && errno == EINVAL)
		fd = accept(listener, NULL, NULL);
	return fd;
}
