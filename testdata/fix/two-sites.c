/* fix: two calls in one function and one header to add.
 * run: take(s, s) */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

int take(int s, int t)
{
	int a, b;

	a = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	b = accept4(t, NULL, NULL, 0);
	if (a < 0 || b < 0)
		return -1;
	return a + b;
}
