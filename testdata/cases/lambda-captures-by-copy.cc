/* case: … and one that it captured by copy is the same as before; what it was then counts. */
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

int take(int sock)
{
	int fd = ::accept4(sock, nullptr, nullptr, 0); /* expect: ENOSYS=handled rest=unhandled:error-returned */
	auto missing = [e = errno] { return e == ENOSYS; };
	bool retry = true;
	auto give_up = [retry]() mutable { retry = false; };
	if (fd < 0) {
		give_up();
		if (retry && missing())
			fd = ::accept(sock, nullptr, nullptr);
	}
	return fd;
}
