#define _GNU_SOURCE
#include <errno.h>
#include <sys/socket.h>
#include "die.h"

int behind(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: ENOSYS=handled rest=unhandled:exit */

	if (fd < 0 && errno != ENOSYS)
		die_behind("accept");
	return fd < 0 ? accept(s, 0, 0) : fd;
}

int before(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: ENOSYS=handled rest=unhandled:exit */

	if (fd < 0 && errno != ENOSYS)
		die_before("accept");
	return fd < 0 ? accept(s, 0, 0) : fd;
}

int between(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: ENOSYS=handled rest=unhandled:exit */

	if (fd < 0 && errno != ENOSYS)
		die_between("accept");
	return fd < 0 ? accept(s, 0, 0) : fd;
}

int comes_back(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=handled */

	if (fd < 0 && errno != ENOSYS)
		told("accept");
	if (fd < 0 && errno != EPERM)
		with_deadline("accept");
	return fd < 0 ? accept(s, 0, 0) : fd;
}
