/* case: … several on a line, hexadecimal and binary ones, and a character beside them. */
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

static void gone(long n)
{
	if (n == 0)
		_exit(1);
}

int take(int sock)
{
	int fd = accept4(sock, nullptr, nullptr, 0); /* expect: EPERM=unhandled:exit rest=handled */
	if (fd < 0) {
		usleep(0xf'f + 0b1'0 + 1'2'3 + 'a'); gone(errno == EPERM ? 0 : 1'000'000);
	}
	if (fd < 0)
		fd = accept(sock, nullptr, nullptr);
	return fd;
}
