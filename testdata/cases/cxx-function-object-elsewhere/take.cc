#include "server.h"

#include <cerrno>
#include <sys/socket.h>

int Server::take_failing()
{
	int listener = listener_;
	int fd = accept4(listener, nullptr, nullptr, 0); /* expect: EPERM=unhandled|conditional|unknown ENOSYS=handled|unknown */
	if (fd < 0) {
		if (fail_)
			fail_(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, nullptr, nullptr);
	}
	return fd;
}

int Server::take_own()
{
	int listener = listener_;
	int fd = accept4(listener, nullptr, nullptr, 0); /* expect: EPERM=unhandled|conditional|unknown ENOSYS=handled|unknown */
	if (fd < 0) {
		own_(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, nullptr, nullptr);
	}
	return fd;
}

int Server::take_mildly()
{
	int listener = listener_;
	int fd = accept4(listener, nullptr, nullptr, 0); /* expect: all=handled */
	if (fd < 0) {
		mild_(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, nullptr, nullptr);
	}
	return fd;
}
