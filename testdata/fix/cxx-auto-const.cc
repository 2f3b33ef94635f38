/* fix: const auto: a wrapper. */
#include <sys/socket.h>

int take(int s)
{
	const auto fd = ::accept4(s, nullptr, nullptr, SOCK_CLOEXEC);
	if (fd < 0)
		return -1;
	return fd;
}
