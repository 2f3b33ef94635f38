/* case: the function called on failure falls back only for one kind of listener. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int old_way(int listener, int is_local)
{
	if (is_local) {
		errno = ENOSYS;
		return -1;
	}
	return accept(listener, NULL, NULL);
}

int take(int listener, int is_local)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=conditional rest=unhandled:error-returned */
	if (fd < 0 && errno == ENOSYS)
		fd = old_way(listener, is_local);
	return fd;
}
