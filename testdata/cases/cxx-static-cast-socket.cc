/* case: a socket type of the program's own, an enum class around an int. */
#include <cerrno>
#include <sys/socket.h>

enum class Socket : int { invalid = -1 };

Socket take(int listener)
{
	auto s = static_cast<Socket>(accept4(listener, nullptr, nullptr, 0)); // expect: ENOSYS=handled EPERM=unhandled ENOTSUP=unhandled
	if (s == Socket::invalid && errno == ENOSYS)
		s = static_cast<Socket>(accept(listener, nullptr, nullptr));
	return s;
}
