/* fix: in a constructor's list: a wrapper. */
#include <sys/socket.h>

class Client {
	int fd_;

public:
	explicit Client(int s) : fd_(accept4(s, nullptr, nullptr, SOCK_CLOEXEC))
	{
	}
	int fd() const
	{
		return fd_;
	}
};

int take(int s)
{
	return Client(s).fd();
}
