/* case: the whole function stands under a condition, and so does its caller with the fallback. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

#ifdef WITH_NETWORK
static int new_way(int listener)
{
#ifdef HAVE_ACCEPT4
	return accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
#else
	errno = ENOSYS;
	return -1;
#endif
}

int take(int listener)
{
	int fd = new_way(listener);
	return fd < 0 && errno == ENOSYS ? accept(listener, NULL, NULL) : fd;
}
#endif
