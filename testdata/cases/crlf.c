/* case: lines that end with CR LF, one of them spliced inside a macro. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

#define MISSING(e) \
	((e) == ENOSYS || \
	 (e) == EPERM)

int take(int listener)
{
#ifdef HAVE_ACCEPT4
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled:error-returned */
#else
	int fd = accept(listener, NULL, NULL);
#endif
	if (fd < 0 && MISSING(errno))
		fd = accept(listener, NULL, NULL);
	return fd;
}
