/* fix: the call in the condition of a for.
 * run: serve(s) */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int serve(int s)
{
	int fd, n;

	for (n = 0; (fd = accept4(s, NULL, NULL, SOCK_CLOEXEC)) != -1; n++) {
		close(fd);
	}
	return n;
}
