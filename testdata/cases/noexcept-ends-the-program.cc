/* case: an exception does not leave a function that is noexcept: its caller's handler never runs. */
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

static void check(int fd) noexcept
{
	if (fd < 0 && errno != ENOSYS)
		throw errno;
}

int take(int sock)
{
	int fd = ::accept4(sock, nullptr, nullptr, 0); /* expect: ENOSYS=handled rest=unhandled */
	try {
		check(fd);
	} catch (...) {
		return ::accept(sock, nullptr, nullptr);
	}
	if (fd < 0)
		fd = ::accept(sock, nullptr, nullptr);
	return fd;
}
