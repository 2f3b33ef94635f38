#include "cleanup.h"

#include <errno.h>
#include <sys/socket.h>

static int open_quiet(int s)
{
	CLEAN(quiet) int x = 1;
	return accept4(s, 0, 0, 0); /* expect: all=handled */
}
int serve_quiet(int s)
{
	int fd = open_quiet(s);
	return fd < 0 && errno != EINTR ? accept(s, 0, 0) : fd;
}

static int open_loud(int s)
{
	CLEAN(loud) int x = 1;
	return accept4(s, 0, 0, 0); /* expect: all=unhandled:abort */
}
int serve_loud(int s)
{
	int fd = open_loud(s);
	return fd < 0 && errno != EINTR ? accept(s, 0, 0) : fd;
}

static int open_errno(int s)
{
	CLEAN(errno) int x = 1;
	return accept4(s, 0, 0, 0); /* expect: all=unhandled */
}
int serve_errno(int s)
{
	int fd = open_errno(s);
	return fd < 0 && errno != 0 ? accept(s, 0, 0) : fd;
}
