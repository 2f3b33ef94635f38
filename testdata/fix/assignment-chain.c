/* fix: two variables get the result in one statement.
 * run: take(s, &(int){0}) */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

int take(int s, int *out)
{
	int fd;

	*out = fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	if (fd == -1)
		return -1;
	return 0;
}
