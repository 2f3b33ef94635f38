/* case: the call is in the #else of #ifndef, and in an arm that needs a macro to be undefined. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
#ifndef HAVE_ACCEPT4
	return accept(listener, NULL, NULL);
#else
	return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
#endif
}

int take_other(int listener)
{
#ifdef NO_ACCEPT4
	return accept(listener, NULL, NULL);
#else
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	return fd < 0 && errno == ENOSYS ? accept(listener, NULL, NULL) : fd;
#endif
}
