/* case: the fallback is taken for every error but a list of harmless ones; none of the three is on the list. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != ECONNABORTED)
		fd = accept(listener, NULL, NULL);
	return fd;
}
