/* case: 1'000 opens no character literal, a raw string ends at its own end: what is called behind them matters. */
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

static void gone(int n)
{
	if (n == 0)
		_exit(1);
}

int take(int sock)
{
	int fd = accept4(sock, nullptr, nullptr, 0); /* expect: EPERM=unhandled:exit rest=handled */
	if (fd < 0) {
		usleep(1'000); gone(errno == EPERM ? 0 : 1);
	}
	if (fd < 0)
		fd = accept(sock, nullptr, nullptr);
	return fd;
}
