#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include "end.h"

int by_abort(int s)
{
	int fd = accept4(s, NULL, NULL, 0); /* expect: ENOSYS=unhandled:abort rest=handled */
	if (fd < 0) {
		end_by_abort(errno);
		fd = accept(s, NULL, NULL);
	}
	return fd;
}

int by_exit(int s)
{
	int fd = accept4(s, NULL, NULL, 0); /* expect: ENOSYS=unhandled:exit rest=handled */
	if (fd < 0) {
		end_by_exit(errno);
		fd = accept(s, NULL, NULL);
	}
	return fd;
}

int by_error(int s)
{
	int fd = accept4(s, NULL, NULL, 0); /* expect: ENOSYS=unhandled:exit rest=handled */
	if (fd < 0) {
		end_by_error(errno);
		fd = accept(s, NULL, NULL);
	}
	return fd;
}

int by_own_error(int s)
{
	int fd = accept4(s, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0) {
		tell(errno);
		fd = accept(s, NULL, NULL);
	}
	return fd;
}

int by_own_fatal(int s)
{
	int fd = accept4(s, NULL, NULL, 0); /* expect: ENOSYS=unhandled:exit rest=handled */
	if (fd < 0) {
		if (errno == ENOSYS)
			fatal("no such call");
		fd = accept(s, NULL, NULL);
	}
	return fd;
}
