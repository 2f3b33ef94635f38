#define _GNU_SOURCE
#include "take.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>

int serve_well(int listener)
{
	int fd = take_shared(listener);

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP))
		fd = accept(listener, NULL, NULL);
	return fd;
}

int serve_alone(int listener)
{
	int fd = take_alone(listener);

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP))
		fd = accept(listener, NULL, NULL);
	return fd;
}
