/* fix: in a namespace, scoped.
 * run: net::take(s) */
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace net {

int take(int s)
{
	int fd = ::accept4(s, nullptr, nullptr, SOCK_NONBLOCK);
	if (fd < 0) {
		switch (errno) {
		case ENOSYS:
		case ENOTSUP:
		case EPERM:
			fd = ::accept(s, nullptr, nullptr);
			if (fd >= 0 &&
			    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK) == -1) {
				::close(fd);
				fd = -1;
			}
			break;
		default:
			break;
		}
	}
	if (fd < 0)
		return -1;
	return fd;
}

} // namespace net
