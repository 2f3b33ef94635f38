#include "handlers.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <sys/socket.h>

int from_map(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled|conditional|unknown */
	if (fd < 0) {
		by_number[listener](errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int from_harmless_map(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0) {
		harmless[listener](errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int from_array(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled|conditional|unknown */
	if (fd < 0) {
		in_order[1](errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int from_vector(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled|conditional|unknown */
	if (fd < 0) {
		in_a_row[0](errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int held_in_vector(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled|conditional|unknown */
	if (fd < 0) {
		for (auto &one : held)
			one(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int by_algorithm(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=conditional */
	if (fd < 0) {
		int errors[] = {errno};
		std::for_each(errors, errors + 1, clear);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int by_mild_algorithm(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0) {
		int errors[] = {errno};
		std::for_each(errors, errors + 1, mild);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int by_lambda(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=conditional */
	if (fd < 0) {
		int errors[] = {errno};
		std::for_each(errors, errors + 1, [](int one) { clear(one); });
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

