/* case: a nested function (GNU C, which clang refuses) holds the call.
 * does-not-compile: clang has no nested functions
 * known-to-fail: clang has no nested functions, so the place is listed as unreached */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int once(int l)
	{
		return accept4(l, NULL, NULL, 0); /* expect: ENOSYS=handled|unhandled|unknown */
	}
	int fd = once(listener);
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
