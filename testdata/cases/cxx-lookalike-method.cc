/* case: methods called accept4 and accept, and calls of them; none of them is the call, nor its fallback. */
#include <cerrno>
#include <sys/socket.h>

class Socket {
public:
	int accept4(int flags); // expect-occurrence: look-alike|declaration
	int accept() { return fd_ + 1; }

private:
	int fd_ = 0;
};

int Socket::accept4(int flags) // expect-occurrence: look-alike|definition
{
	int fd = ::accept4(fd_, nullptr, nullptr, flags); // expect: all=unhandled
	if (fd < 0 && errno == ENOSYS)
		fd = accept();
	return fd;
}

int use(Socket &s)
{
	return s.accept4(0); // expect-occurrence: look-alike
}
