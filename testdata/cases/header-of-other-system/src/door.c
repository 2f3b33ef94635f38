#include "platform.h"

#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

#ifdef RUNS_ON_WINDOWS
#define call_is_missing() (WSAGetLastError() == WSAEOPNOTSUPP)
#else
#define call_is_missing() (errno == ENOSYS)
#endif

int door_take(int listener)
{
	int fd = -1;
#if HAVE_ACCEPT4
	fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled rest=unhandled:error-returned */
	if (fd >= 0 || !call_is_missing())
		return fd;
#endif
	return accept(listener, NULL, NULL);
}
