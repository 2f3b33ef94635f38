/* fix: a loop that accepts until nothing waits.
 * run: serve(s) */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

void serve(int s)
{
	int fd;

	while ((fd = accept4(s, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
		puts("connected");
		close(fd);
	}
}
