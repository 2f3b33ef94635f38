/* fix: in a lambda. */
#include <sys/socket.h>

int take(int s)
{
	auto next = [s]() {
		int fd = accept4(s, nullptr, nullptr, SOCK_CLOEXEC);
		return fd;
	};
	return next();
}
