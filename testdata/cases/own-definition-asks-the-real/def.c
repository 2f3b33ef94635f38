#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

int accept4(int listener, struct sockaddr *restrict addr, socklen_t *restrict len, int flags) /* expect-occurrence: definition */
{
	int (*real)(int, struct sockaddr *, socklen_t *, int) =
		(int (*)(int, struct sockaddr *, socklen_t *, int))dlsym(RTLD_NEXT, "accept4"); /* expect: all=unhandled */
	return real(listener, addr, len, flags);
}
