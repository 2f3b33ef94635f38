#include "acceptor.hpp"
#include <cerrno>
#include <sys/socket.h>

int Acceptor::take(int listener)
{
	int fd = take_new(listener);
	if (fd == -ENOSYS)
		fd = ::accept(listener, nullptr, nullptr);
	return fd;
}
