#include "features.h"
#include "features.h"
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
#if USE_NEW_CALL
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled guard=USE_NEW_CALL */
#elif USE_OLD_CALL
	int fd = accept4(listener, NULL, NULL, 1); /* expect-occurrence: inactive */
#else
	int fd = accept4(listener, NULL, NULL, 2); /* expect-occurrence: inactive */
#endif
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

#if !__has_include("features.h")
int without(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect-occurrence: inactive */
}
#endif

#if __has_include("posix/limits_of_it.h") && defined(WITH_LATER)
int later(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
}
#endif
