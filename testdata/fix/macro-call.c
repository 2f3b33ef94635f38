/* fix: a macro makes the call: the wrapper's name goes into it. */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

#define TAKE(s) accept4((s), NULL, NULL, SOCK_CLOEXEC)

int take(int s)
{
	int fd = TAKE(s);

	if (fd < 0)
		return -1;
	return fd;
}
