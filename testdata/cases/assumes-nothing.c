/* case: nothing is assumed where the function stands in the tree, where what is called is the C library's, where the
 * failing call is followed by its test at once, or where the error is told only when all is decided. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <sys/socket.h>
#include <unistd.h>

void log_msg(const char *text);

static void mine(const char *text)
{
	fprintf(stderr, "%s: %d\n", text, (int)getpid());
}

int in_the_tree(int listener)
{
	int fd = accept4(listener, 0, 0, 0); /* expect: ENOSYS=handled rest=unhandled assumes=none */
	if (fd < 0) {
		mine("accept4 failed");
		syslog(LOG_ERR, "%s", "accept4 failed");
		if (errno == ENOSYS)
			fd = accept(listener, 0, 0);
	}
	return fd;
}

int at_once(int listener)
{
	int fd = accept4(listener, 0, 0, 0); /* expect: ENOSYS=handled rest=unhandled assumes=none */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, 0, 0);
	if (fd < 0)
		log_msg("no connection");
	return fd;
}

int before(int listener)
{
	log_msg("waiting");
	int fd = accept4(listener, 0, 0, 0); /* expect: all=unhandled assumes=none */
	return fd;
}
