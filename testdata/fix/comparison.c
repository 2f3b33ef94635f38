/* fix: the assignment within an expression.
 * run: take(s, &(int){0}) */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

int take(int s, int *out)
{
	int ok, fd;

	ok = (fd = accept4(s, NULL, NULL, SOCK_CLOEXEC)) >= 0;
	*out = fd;
	return ok;
}
