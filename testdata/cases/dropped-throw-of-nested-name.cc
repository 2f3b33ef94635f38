/* case: a throw of a name three levels deep in a missing library; the whole if is dropped.
 * does-not-compile: the library is not there */
#include <library/system/system_error.hpp>
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

int take(int sock)
{
	int fd = accept4(sock, nullptr, nullptr, 0); /* expect: all=unhandled */
	if (fd < 0) {
		if (errno != EINVAL)
			throw library::system::system_error(errno, library::system::generic_category());
		fd = accept(sock, nullptr, nullptr);
	}
	return fd;
}
