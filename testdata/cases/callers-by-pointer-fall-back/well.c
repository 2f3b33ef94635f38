#define _GNU_SOURCE
#include "take.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>

int serve_well_1(int listener)
{
	int fd = variable_take(listener);

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP))
		fd = accept(listener, NULL, NULL);
	return fd;
}

int serve_well_2(int listener)
{
	int fd = set_taking.member_take(listener);

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP))
		fd = accept(listener, NULL, NULL);
	return fd;
}

int serve_well_3(int listener)
{
	int fd = copied_taking.member_take(listener);

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP))
		fd = accept(listener, NULL, NULL);
	return fd;
}

int serve_well_4(int listener)
{
	int fd = ((int (*)(int))plain_take)(listener);

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP))
		fd = accept(listener, NULL, NULL);
	return fd;
}

int serve_well_5(int listener)
{
	int fd = with_taker(take_by_parameter, listener);

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP))
		fd = accept(listener, NULL, NULL);
	return fd;
}
