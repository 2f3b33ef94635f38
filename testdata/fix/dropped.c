/* fix: nothing is done with the result.
 * run: drain(s) */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>

void drain(int s)
{
	accept4(s, NULL, NULL, SOCK_CLOEXEC);
	puts("drained");
}
