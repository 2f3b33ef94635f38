/* case: an EINTR loop makes the same call again; that is no fallback, and for other errors no loop. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd;

	do {
		fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: all=unhandled:error-returned */
	} while (fd == -1 && errno == EINTR);
	return fd;
}
