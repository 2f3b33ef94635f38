/* fix: nothing holds the result.
 * run: poke(s) */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>

int poke(int s)
{
	if (accept4(s, NULL, NULL, SOCK_CLOEXEC) < 0) {
		perror("accept4");
		return -1;
	}
	return 0;
}
