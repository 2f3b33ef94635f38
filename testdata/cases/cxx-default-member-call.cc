/* case: the call is in a constructor's initialiser list. */
#include <cerrno>
#include <sys/socket.h>

class Connection {
public:
	explicit Connection(int listener)
		: fd_(accept4(listener, nullptr, nullptr, 0)) // expect: ENOSYS=handled|unknown EPERM=unhandled|unknown ENOTSUP=unhandled|unknown
	{
		if (fd_ < 0 && errno == ENOSYS)
			fd_ = accept(listener, nullptr, nullptr);
	}
	int fd() const { return fd_; }

private:
	int fd_;
};

int take(int listener)
{
	Connection c(listener);
	return c.fd();
}
