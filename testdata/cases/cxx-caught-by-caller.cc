/* case: the wrapper throws on any failure, its caller catches everything and falls back. */
#include <cerrno>
#include <sys/socket.h>

struct Failed {
	int error;
};

static int new_way(int listener)
{
	int fd = accept4(listener, nullptr, nullptr, 0); // expect: all=handled
	if (fd < 0)
		throw Failed{errno};
	return fd;
}

int take(int listener)
{
	try {
		return new_way(listener);
	} catch (...) {
		return accept(listener, nullptr, nullptr);
	}
}
