/* case: test and fallback are in the arm for systems without the call: never in the same program. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = -1;

#if defined(HAVE_ACCEPT4)
	fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
#endif
#if !defined(HAVE_ACCEPT4)
	if (fd < 0 || errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
#endif
	return fd;
}
