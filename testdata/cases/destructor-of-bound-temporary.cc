/* case: a reference keeps a temporary: errno is looked at before it ends, then behind it. */
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

struct Quiet {
	int n = 1;
	~Quiet() { errno = 0; }
};

int early(int sock)
{
	int fd = ::accept4(sock, nullptr, nullptr, 0); /* expect: ENOSYS=handled rest=unhandled:error-returned */
	if (fd < 0) {
		const Quiet &kept = Quiet();
		if (kept.n && errno == ENOSYS)
			fd = ::accept(sock, nullptr, nullptr);
	}
	return fd;
}

int late(int sock)
{
	int fd = ::accept4(sock, nullptr, nullptr, 0); /* expect: all=unhandled:error-returned */
	if (fd < 0) {
		{
			const Quiet &kept = Quiet();
			(void)kept.n;
		}
		if (errno == ENOSYS)
			fd = ::accept(sock, nullptr, nullptr);
	}
	return fd;
}
