/* case: accept() is what is compiled where accept4 is unknown; where it is known there is nothing at run time. */
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd;

#ifdef HAVE_ACCEPT4
	fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: all=unhandled:error-returned guard="defined(HAVE_ACCEPT4)" patterns=compile-time-guard-only */
#else
	fd = accept(listener, NULL, NULL);
#endif
	return fd;
}
