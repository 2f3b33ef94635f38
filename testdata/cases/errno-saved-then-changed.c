/* case: the variable that held errno is overwritten before it is tested, so the test is about something else. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int err = 0;
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
	if (fd < 0) {
		err = errno;
		err = 0;
		if (err == ENOSYS)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}
