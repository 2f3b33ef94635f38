/* case: a template's guard runs a lambda, which sets a variable of the function around it. */
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

template <class F> struct Guard {
	F f;
	explicit Guard(F g) : f(g) {}
	~Guard() { f(); }
};

int take(int sock)
{
	bool gone = false;
	int fd = ::accept4(sock, nullptr, nullptr, 0); /* expect: ENOSYS=handled rest=unhandled:error-returned */
	{
		auto set = [&] { gone = errno != ENOSYS; };
		Guard<decltype(set)> guard(set);
	}
	if (fd < 0 && !gone)
		fd = ::accept(sock, nullptr, nullptr);
	return fd;
}
