/* case: a temporary on the right of && ends only where it was made. */
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

struct Probe {
	int fd;
	explicit Probe(int n) : fd(n) {}
	~Probe() { errno = 0; }
	bool bad() const { return fd < 0; }
};

int take(int sock, int careful)
{
	int fd = ::accept4(sock, nullptr, nullptr, 0); /* expect: ENOSYS=conditional rest=unhandled:error-returned */
	if (careful && Probe(fd).bad())
		(void)!write(2, "bad", 3);
	if (fd < 0 && errno == ENOSYS)
		fd = ::accept(sock, nullptr, nullptr);
	return fd;
}
