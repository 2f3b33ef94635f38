/* case: the sign is forgotten: a negative errno is compared with a positive constant. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int r = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
	if (r < 0)
		r = -errno;
	if (r == ENOSYS || r == EPERM)
		r = accept(listener, NULL, NULL);
	return r;
}
