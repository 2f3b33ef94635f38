/* case: the function called on failure has accept in its name, and a dead call of accept in it. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int fallback_accept(int listener)
{
#if 0
	return accept(listener, NULL, NULL);
#else
	(void)listener;
	return -1;
#endif
}

int accept_connection(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd < 0 && errno == ENOSYS)
		fd = fallback_accept(listener);
	return fd;
}
