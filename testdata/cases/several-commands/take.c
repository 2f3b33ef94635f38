#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>

int falls_back_in_two(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */

#if MODE == 2
	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = accept(listener, NULL, NULL);
#endif
	return fd;
}

int falls_back_in_both(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = accept(listener, NULL, NULL);
	return fd;
}

#if MODE == 2
int only_in_two(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled guard="MODE == 2" */

	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
#endif
