/* case: a fatal logger: the destructor of the temporary ends the program. */
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

struct Line {
	explicit Line(bool fatal) : fatal_(fatal) {}
	~Line()
	{
		if (fatal_)
			abort();
	}
	Line &operator<<(const char *) { return *this; }
	bool fatal_;
};

int take(int sock)
{
	int fd = ::accept4(sock, nullptr, nullptr, SOCK_CLOEXEC); /* expect: ENOSYS=handled rest=unhandled:abort flags=CLOEXEC:kept */
	if (fd < 0 && errno != ENOSYS)
		Line(true) << "accept";
	if (fd < 0) {
		fd = ::accept(sock, nullptr, nullptr);
		if (fd >= 0)
			fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}
