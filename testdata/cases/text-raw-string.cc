/* case: … a raw string with a quote in it. */
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

static void gone(const char *, int n)
{
	if (n == 0)
		_exit(1);
}

int take(int sock)
{
	int fd = accept4(sock, nullptr, nullptr, 0); /* expect: EPERM=unhandled:exit rest=handled */
	if (fd < 0) {
		(void)!write(2, R"x(")x", 1); gone(R"(no " end)", errno == EPERM ? 0 : 1);
	}
	if (fd < 0)
		fd = accept(sock, nullptr, nullptr);
	return fd;
}
