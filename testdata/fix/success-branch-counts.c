/* fix: what is done with a connection is done with the fallback's, too: it is put into a table, and handed out. */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

static int table[8], n;

int take(int s)
{
	int fd = accept4(s, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	if (fd >= 0) {
		table[n] = fd;
		n = (n + 1) % 8;
	}
	return fd < 0 ? -1 : table[(n + 7) % 8];
}
