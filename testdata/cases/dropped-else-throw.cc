/* case: the compiler cannot build the throw, and leaves an empty else.
 * does-not-compile: the library of the exception is not there */
#include "missing/error.hh"
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

int take(int sock)
{
	int fd = accept4(sock, nullptr, nullptr, 0); /* expect: all=unhandled */
	if (fd < 0) {
		if (errno == EINVAL)
			fd = -2;
		else
			throw Failure::T("a");
		fd = accept(sock, nullptr, nullptr);
	}
	return fd;
}
