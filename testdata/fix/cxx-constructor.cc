/* fix: the result makes an object. */
#include <sys/socket.h>

struct Socket {
	int fd;
	explicit Socket(int f) : fd(f)
	{
	}
	bool ok() const
	{
		return fd >= 0;
	}
};

bool take(int s)
{
	Socket client(::accept4(s, nullptr, nullptr, SOCK_CLOEXEC));
	return client.ok();
}
