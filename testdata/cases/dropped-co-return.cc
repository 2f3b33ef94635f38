/* case: co_return of a type that is not there.
 * does-not-compile: the coroutine library is not there */
#include <missing/task.hpp>
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

missing::task<int> take(int sock)
{
	int fd = accept4(sock, nullptr, nullptr, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd < 0) {
		if (errno != ENOSYS)
			co_return missing::failed(errno);
		fd = accept(sock, nullptr, nullptr);
	}
	co_return fd;
}
