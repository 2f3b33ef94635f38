/* case: a lambda writes a variable that it captured by reference. */
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

int take(int sock)
{
	int fd = ::accept4(sock, nullptr, nullptr, 0); /* expect: all=unhandled:error-returned */
	bool retry = true;
	auto give_up = [&retry] { retry = false; };
	if (fd < 0) {
		give_up();
		if (retry)
			fd = ::accept(sock, nullptr, nullptr);
	}
	return fd;
}
