#include "acceptor.hpp"
#include <cerrno>
#include <sys/socket.h>

int Acceptor::take_new(int listener)
{
	int fd = ::accept4(listener, nullptr, nullptr, 0); // expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=unhandled:error-returned
	return fd < 0 ? -errno : fd;
}
