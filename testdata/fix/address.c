/* fix: the function's address is taken. */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

typedef int take_fn(int, struct sockaddr *restrict, socklen_t *restrict, int);

int take(int s)
{
	take_fn *how = accept4;

	return how(s, NULL, NULL, SOCK_CLOEXEC);
}
