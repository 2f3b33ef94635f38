/* fix: a member function that has a close() of its own.
 * run: Listener(s).Accept() */
#include <sys/socket.h>
#include <unistd.h>

class Listener {
	int socket_;

public:
	explicit Listener(int s) : socket_(s)
	{
	}
	void close();
	int Accept();
};

int Listener::Accept()
{
	int fd = accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
	if (fd == -1)
		return -1;
	return fd;
}
