/* case: the destructor of a local overwrites errno before it is looked at. */
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

struct Quiet {
	~Quiet() { errno = 0; }
};

static void note()
{
	Quiet quiet;
}

int take(int sock)
{
	int fd = ::accept4(sock, nullptr, nullptr, 0); /* expect: all=unhandled:error-returned */
	if (fd < 0) {
		note();
		if (errno == ENOSYS)
			fd = ::accept(sock, nullptr, nullptr);
	}
	return fd;
}
