/* case: the call is in a method, and its result in a member; another method of the class falls back. */
#include <cerrno>
#include <sys/socket.h>

class Acceptor {
public:
	explicit Acceptor(int listener) : listener_(listener) {}
	int take();

private:
	int take_new();
	int take_old() { return ::accept(listener_, nullptr, nullptr); }

	int listener_;
	int error_ = 0;
};

int Acceptor::take_new()
{
	int fd = ::accept4(listener_, nullptr, nullptr, 0); // expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled:error-returned
	error_ = fd < 0 ? errno : 0;
	return fd;
}

int Acceptor::take()
{
	int fd = take_new();
	if (fd < 0 && (error_ == ENOSYS || error_ == EPERM))
		fd = take_old();
	return fd;
}
