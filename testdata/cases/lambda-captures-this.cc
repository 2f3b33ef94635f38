/* case: a lambda of a method writes a member. */
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

struct Server {
	bool works = true;
	int take(int sock)
	{
		int fd = ::accept4(sock, nullptr, nullptr, 0); /* expect: ENOSYS=handled rest=unhandled:error-returned */
		auto learn = [this] { works = errno != ENOSYS; };
		if (fd < 0) {
			learn();
			if (!works)
				fd = ::accept(sock, nullptr, nullptr);
		}
		return fd;
	}
};

int take(int sock)
{
	Server server;
	return server.take(sock);
}
