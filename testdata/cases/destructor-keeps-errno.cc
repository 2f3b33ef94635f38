/* case: a local remembers errno when it is made, and gives it back when it ends. */
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

struct Saver {
	int saved = errno;
	~Saver() { errno = saved; }
};

static void note()
{
	Saver saver;
	errno = 0;
	(void)!write(2, "x", 1);
}

int take(int sock)
{
	int fd = ::accept4(sock, nullptr, nullptr, 0); /* expect: ENOSYS=handled rest=unhandled:error-returned */
	if (fd < 0) {
		note();
		if (errno == ENOSYS)
			fd = ::accept(sock, nullptr, nullptr);
	}
	return fd;
}
