/* case: the method around the call is itself called accept; that is not a fallback. */
#include <cerrno>
#include <sys/socket.h>

struct Listener {
	int fd;
	int accept();
};

int Listener::accept()
{
	int client = ::accept4(fd, nullptr, nullptr, SOCK_CLOEXEC); // expect: all=unhandled
	if (client < 0 && errno == EINTR)
		return accept();
	return client;
}
