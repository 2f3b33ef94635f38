/* case: the call is in a function template, with the way to fall back as a parameter. */
#include <cerrno>
#include <sys/socket.h>

template <bool Fallback> int take_with(int listener)
{
	int fd = accept4(listener, nullptr, nullptr, 0); // expect: ENOSYS=handled|conditional|unknown EPERM=unhandled ENOTSUP=unhandled
	if (fd < 0 && errno == ENOSYS && Fallback)
		fd = accept(listener, nullptr, nullptr);
	return fd;
}

int take(int listener)
{
	return take_with<true>(listener);
}
