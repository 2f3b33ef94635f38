/* case: the caller catches, and does nothing about it. */
#include <cerrno>
#include <sys/socket.h>

struct Failed {
	int error;
};

void serve(int fd);

static int new_way(int listener)
{
	int fd = accept4(listener, nullptr, nullptr, 0); // expect: all=unhandled
	if (fd < 0)
		throw Failed{errno};
	return fd;
}

void take(int listener)
{
	try {
		serve(new_way(listener));
	} catch (const Failed &) {
	}
}
