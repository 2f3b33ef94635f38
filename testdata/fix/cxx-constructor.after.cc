/* fix: the result makes an object. */
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

struct Socket {
	int fd;
	explicit Socket(int f) : fd(f)
	{
	}
	bool ok() const
	{
		return fd >= 0;
	}
};

bool take(int s)
{
	int fd = ::accept4(s, nullptr, nullptr, SOCK_CLOEXEC);
	if (fd < 0) {
		switch (errno) {
		case ENOSYS:
		case ENOTSUP:
		case EPERM:
			fd = ::accept(s, nullptr, nullptr);
			if (fd >= 0 && ::fcntl(fd, F_SETFD, FD_CLOEXEC) == -1) {
				::close(fd);
				fd = -1;
			}
			break;
		default:
			break;
		}
	}
	Socket client(fd);
	return client.ok();
}
