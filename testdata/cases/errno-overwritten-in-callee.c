/* case: a function that can be seen assigns errno between the call and the test. */
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>

static void report(const char *what)
{
	perror(what);
	errno = 0;
}

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
	if (fd < 0) {
		report("accept4");
		if (errno == ENOSYS)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}
