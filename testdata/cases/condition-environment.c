/* case: a setting read at run time stands over the fallback. */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=conditional rest=unhandled */
	if (fd == -1 && errno == ENOSYS && getenv("OLD_KERNEL"))
		fd = accept(listener, NULL, NULL);
	return fd;
}
