/* case: a logger that the tree does not hold stands between the failing call and the test of errno: the verdicts hang on
 * its returning and leaving errno alone. One that is called after the decision does not matter, nor does what the C
 * library is known to do. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

void log_msg(const char *text);
void told(int fd);

int take(int listener)
{
	int fd = accept4(listener, 0, 0, SOCK_CLOEXEC); /* expect: ENOSYS=handled rest=unhandled assumes=log_msg */
	if (fd < 0) {
		log_msg("accept4 failed");
		fprintf(stderr, "%s\n", strerror(5));
		if (errno == ENOSYS)
			return accept(listener, 0, 0);
		told(fd);
	}
	return fd;
}
