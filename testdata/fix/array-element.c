/* fix: the place of the result changes with each use.
 * run: take(s, (int[4]){0}, 1) */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

int take(int s, int *fds, int n)
{
	fds[n++] = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	return n;
}
