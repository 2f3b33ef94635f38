/* case: an if of which no arm could be built, with a call that ends the program in one of them.
 * does-not-compile: the logger is not there */
#include <cstdlib>
#include <missing/log.hpp>
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

int take(int sock)
{
	int fd = accept4(sock, nullptr, nullptr, 0); /* expect: ENOSYS=handled rest=unhandled:exit */
	if (fd < 0) {
		if (errno != ENOSYS) {
			missing::log.error = missing::text;
			std::exit(missing::code);
		} else
			missing::count = missing::count + 1;
		fd = accept(sock, nullptr, nullptr);
	}
	return fd;
}
