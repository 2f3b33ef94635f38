/* case: the call is in a lambda, which is called at once, or through a variable; its caller falls back. */
#include <cerrno>
#include <sys/socket.h>

int at_once(int listener)
{
	return [&]() {
		int fd = accept4(listener, nullptr, nullptr, 0); // expect: ENOSYS=handled EPERM=unhandled ENOTSUP=unhandled
		if (fd < 0 && errno == ENOSYS)
			fd = accept(listener, nullptr, nullptr);
		return fd;
	}();
}

int through_variable(int listener)
{
	auto once = [listener] { return accept4(listener, nullptr, nullptr, 0); }; // expect: ENOSYS=handled|unknown EPERM=unhandled|unknown ENOTSUP=unhandled|unknown
	int fd = once();
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, nullptr, nullptr);
	return fd;
}
