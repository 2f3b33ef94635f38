/* case: the flag only keeps the log quiet; the same call is made next time. */
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>

int take(int listener)
{
	static int told;
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
	if (fd < 0 && errno == ENOSYS && !told) {
		fputs("this kernel has no accept4\n", stderr);
		told = 1;
	}
	return fd;
}
