/* fix: the call is made on a condition: a wrapper.
 * run: take(s, 1) */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>

int take(int s, int wanted)
{
	int fd = -1;

	if (wanted && (fd = accept4(s, NULL, NULL, SOCK_CLOEXEC)) >= 0)
		puts("connected");
	return fd;
}
