#include "config.h"
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

#ifdef ON_WINDOWS
int closesocket(unsigned s);
#else
#define SOCKET_FAILED(s) ((s) < 0)
#endif

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled EPERM=unhandled flags=CLOEXEC:kept */
	if (SOCKET_FAILED(fd) && errno == ENOSYS) {
		fd = accept(listener, NULL, NULL);
#ifndef ON_WINDOWS
		if (fd >= 0)
			fcntl(fd, F_SETFD, FD_CLOEXEC);
#endif
	}
	return fd;
}
