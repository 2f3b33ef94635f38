/* case: conditions that the platform decides: what Linux compiles is a site, what it never compiles is inactive. */
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
#if defined(__linux__) && defined(SOCK_CLOEXEC)
	return accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: all=unhandled */
#elif defined(__FreeBSD__) || defined(__NetBSD__)
	return accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect-occurrence: inactive */
#elif defined(_WIN32)
	return accept4(listener, NULL, NULL, 0); /* expect-occurrence: inactive */
#else
	return accept(listener, NULL, NULL);
#endif
}
