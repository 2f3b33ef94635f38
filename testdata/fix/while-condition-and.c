/* fix: a loop condition with more than the call.
 * run: serve(s, 2) */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int serve(int s, int left)
{
	int fd;

	while ((fd = accept4(s, NULL, NULL, SOCK_CLOEXEC)) >= 0 && left > 0) {
		left--;
		close(fd);
	}
	return left;
}
