/* case: `errno != A || errno != B` is always true: the programmer meant &&, so nothing ever falls back. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
	if (fd >= 0 || errno != ENOSYS || errno != EPERM)
		return fd;
	return accept(listener, NULL, NULL);
}
