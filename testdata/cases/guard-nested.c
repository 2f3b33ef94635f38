/* case: nested conditions, a value, and an #elif chain; each call is compiled by some Linux configuration. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = -1;

#ifdef USE_SOCKETS
#if HAVE_ACCEPT4 > 0
	fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd < 0 && errno == ENOSYS)
#endif
		fd = accept(listener, NULL, NULL);
#elif defined(USE_OTHER) && VERSION >= 300
	fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: all=unhandled */
#elif MODE == 2
	fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK); /* expect: all=unhandled */
#endif
	return fd;
}
