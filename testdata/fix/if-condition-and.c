/* fix: more conditions behind the call.
 * run: take(s, 1) */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>

int take(int s, int wanted)
{
	int fd;

	if ((fd = accept4(s, NULL, NULL, SOCK_CLOEXEC)) >= 0 && wanted) {
		puts("connected");
		return fd;
	}
	return -1;
}
