/* case: `errno = ENOSYS` written for `==`: it is always true, so every failure falls back; the compiler only warns. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0 && (errno = ENOSYS))
		fd = accept(listener, NULL, NULL);
	return fd;
}
