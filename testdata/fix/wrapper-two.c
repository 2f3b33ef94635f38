/* fix: two calls, one wrapper.
 * run: take(s, 1) */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

int take(int s, int wanted)
{
	return wanted ? accept4(s, NULL, NULL, SOCK_CLOEXEC) : -1;
}

/* Takes two. */
int take_both(int s, int t)
{
	int a = take(s, 1);
	const int b = accept4(t, NULL, NULL, SOCK_NONBLOCK);

	return a < 0 ? a : b;
}
