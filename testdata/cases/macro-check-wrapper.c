/* case: the call is an argument of an error-checking macro of the program's own. */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

#define MUST(var, call)                                                                                                \
	do {                                                                                                           \
		(var) = (call);                                                                                        \
		if ((var) < 0) {                                                                                       \
			perror(#call);                                                                                 \
			exit(1);                                                                                       \
		}                                                                                                      \
	} while (0)

int take(int listener)
{
	int fd;

	MUST(fd, accept4(listener, NULL, NULL, 0)); /* expect: all=unhandled:exit */
	return fd;
}
