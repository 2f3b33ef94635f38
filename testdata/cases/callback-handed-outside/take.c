#define _GNU_SOURCE
#include "visit.h"

#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int dropped(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unknown|conditional */
	if (fd < 0) {
		each_connection(drop, NULL);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int forgotten(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unknown|conditional */
	if (fd < 0) {
		each_connection(forget, NULL);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int counted(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0) {
		int n = 0;
		each_connection(count, &n);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int kept_for_later(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0) {
		remember(drop);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

