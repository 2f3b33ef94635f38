/* case: the result is taken for a truth value: -1 is true, so the failure looks like success. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	if (!fd && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
