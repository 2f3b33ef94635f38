/* case: error handling by goto; one label falls back, the other gives up. */
#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>

int take(int listener, size_t size)
{
	char *buffer = malloc(size);
	int fd = -1;

	if (!buffer)
		goto out;
	fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=unhandled:error-returned EPERM=handled ENOTSUP=unhandled:error-returned */
	if (fd >= 0)
		goto out;
	if (errno == EPERM)
		goto old;
	goto out;
old:
	fd = accept(listener, NULL, NULL);
out:
	free(buffer);
	return fd;
}
