/* case: what a try block holds ends before its handler looks at errno. */
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

struct Quiet {
	~Quiet() { errno = 0; }
};
struct Failure {
	int code;
};

int take(int sock)
{
	try {
		Quiet quiet;
		int fd = ::accept4(sock, nullptr, nullptr, 0); /* expect: all=unhandled:error-returned */
		if (fd < 0)
			throw Failure{errno};
		return fd;
	} catch (const Failure &) {
		if (errno == ENOSYS)
			return ::accept(sock, nullptr, nullptr);
		return -1;
	}
}
