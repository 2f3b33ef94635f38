/* case: … on an early return, too; the value is computed before. */
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

struct Saver {
	int saved = errno;
	~Saver() { errno = saved; }
};

static int note(int fd)
{
	Saver saver;
	if (fd < 0) {
		errno = 0;
		return errno;
	}
	return 1;
}

int take(int sock)
{
	int fd = ::accept4(sock, nullptr, nullptr, 0); /* expect: ENOSYS=handled rest=unhandled:error-returned */
	if (fd < 0) {
		if (note(fd) == 0 && errno == ENOSYS)
			fd = ::accept(sock, nullptr, nullptr);
	}
	return fd;
}
