/* fix: an if that declares the variable: a wrapper. */
#include <sys/socket.h>

int take(int s)
{
	if (int fd = accept4(s, nullptr, nullptr, SOCK_CLOEXEC); fd >= 0)
		return fd;
	return -1;
}
