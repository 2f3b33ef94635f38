/* fix: further declarations follow: statements go behind them. */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>

int take(int s)
{
	int fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
	char name[20];
	const char *text;

	if (fd < 0)
		return -1;
	snprintf(name, sizeof(name), "%d", fd);
	text = name;
	puts(text);
	return fd;
}
