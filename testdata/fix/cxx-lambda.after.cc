/* fix: in a lambda. */
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

int take(int s)
{
	auto next = [s]() {
		int fd = accept4(s, nullptr, nullptr, SOCK_CLOEXEC);
		if (fd < 0) {
			switch (errno) {
			case ENOSYS:
			case ENOTSUP:
			case EPERM:
				fd = accept(s, nullptr, nullptr);
				if (fd >= 0 &&
				    fcntl(fd, F_SETFD, FD_CLOEXEC) == -1) {
					close(fd);
					fd = -1;
				}
				break;
			default:
				break;
			}
		}
		return fd;
	};
	return next();
}
