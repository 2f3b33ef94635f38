/* case: a fallback behind a return is none, nor one under if (0). */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int behind_return(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
	return fd;
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int under_zero(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
	if (0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int sizeof_only(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd < 0 && errno == ENOSYS)
		fd = (int)sizeof(accept(listener, NULL, NULL));
	return fd;
}
