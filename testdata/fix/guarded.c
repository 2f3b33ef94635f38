/* fix: the call under a condition of the preprocessor. */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

#define HAVE_ACCEPT4 1

int take(int s)
{
	int fd;

#ifdef HAVE_ACCEPT4
	fd = accept4(s, NULL, NULL, SOCK_CLOEXEC);
#else
	fd = accept(s, NULL, NULL);
#endif
	if (fd < 0)
		return -1;
	return fd;
}
