/* case: the caller does call accept(), but only when there was no failure: for the next connection of a batch. */
#include <stddef.h>
#include <sys/socket.h>

static int first(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
}

int take_two(int listener, int *second)
{
	int fd = first(listener);
	if (fd < 0)
		return -1;
	*second = accept(listener, NULL, NULL);
	return fd;
}
