/* case: the plain fallback in C++, with the scope operator in front of both calls. */
#include <cerrno>
#include <sys/socket.h>

namespace net {

int take(int listener)
{
	int fd = ::accept4(listener, nullptr, nullptr, 0); // expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled form=direct
	if (fd < 0 && (errno == ENOSYS || errno == EPERM))
		fd = ::accept(listener, nullptr, nullptr);
	return fd;
}

} // namespace net
