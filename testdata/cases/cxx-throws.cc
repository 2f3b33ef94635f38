/* case: the failure is thrown; nobody in the file catches it. */
#include <cerrno>
#include <sys/socket.h>
#include <system_error>

int take(int listener)
{
	int fd = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC); // expect: all=unhandled
	if (fd == -1)
		throw std::system_error(errno, std::generic_category(), "accept4");
	return fd;
}
