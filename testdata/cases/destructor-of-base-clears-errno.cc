/* case: the base's destructor runs behind the class's own, which gives errno back too early. */
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

struct Base {
	~Base() { errno = 0; }
};
struct Saver : Base {
	int saved = errno;
	~Saver() { errno = saved; }
};

static void note()
{
	Saver saver;
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
