/* fix: in a namespace, scoped.
 * run: net::take(s) */
#include <sys/socket.h>

namespace net {

int take(int s)
{
	int fd = ::accept4(s, nullptr, nullptr, SOCK_NONBLOCK);
	if (fd < 0)
		return -1;
	return fd;
}

} // namespace net
