/* case: … the same line, when it is not fatal, lets the program go on. */
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
	int fd = ::accept4(sock, nullptr, nullptr, 0); /* expect: all=handled */
	if (fd < 0 && errno != ENOSYS)
		Line(false) << "accept";
	if (fd < 0)
		fd = ::accept(sock, nullptr, nullptr);
	return fd;
}
