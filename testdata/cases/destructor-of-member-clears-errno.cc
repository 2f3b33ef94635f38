/* case: a class without a destructor of its own ends with that of its member. */
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

struct Quiet {
	~Quiet() { errno = 0; }
};
struct Holder {
	Quiet quiet;
	int n = 1;
};

int take(int sock)
{
	int fd = ::accept4(sock, nullptr, nullptr, 0); /* expect: all=unhandled:error-returned */
	if (fd < 0) {
		{
			Holder holder;
			(void)holder.n;
		}
		if (errno == ENOSYS)
			fd = ::accept(sock, nullptr, nullptr);
	}
	return fd;
}
