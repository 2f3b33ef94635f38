/* case: the guard asks for the flag's macro, which glibc has: always compiled. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
#if defined(SOCK_CLOEXEC) && defined(SOCK_NONBLOCK) && !defined(__NetBSD__)
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK); /* expect: ENOTSUP=handled rest=unhandled flags=CLOEXEC:lost,NONBLOCK:lost */
	if (fd >= 0 || errno != ENOTSUP)
		return fd;
#endif
	return accept(listener, NULL, NULL);
}
