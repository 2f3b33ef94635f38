#define _GNU_SOURCE
#include "hooks.h"

#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int by_list(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled|conditional|unknown */
	if (fd < 0) {
		links->called(errno, 1);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int by_result(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled|conditional|unknown */
	if (fd < 0) {
		made.run(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int by_union(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled|conditional|unknown */
	if (fd < 0) {
		either.typed(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int by_start_of_union(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled|conditional|unknown */
	if (fd < 0) {
		started.typed(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int by_atomic_store(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled|conditional|unknown */
	if (fd < 0) {
		stored(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int by_filled_array(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled|conditional|unknown */
	if (fd < 0) {
		hook *own[2] = {pass, pass};
		fill_hooks(own);
		own[1](errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

