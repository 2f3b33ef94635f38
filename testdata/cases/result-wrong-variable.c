/* case: the test is about another variable, which nothing has to do with the call. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = -1, client = 5;

	fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
	if (client < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
