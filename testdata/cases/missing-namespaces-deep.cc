// case: more levels than the compiler is asked rounds: a chain of names is understood at once.
// does-not-compile: the library's headers are missing
#include "library.hpp"
#include <cerrno>
#include <sys/socket.h>

one::two::three::four::five::six::seven::eight::nine::Listener listener;

int take()
{
	int fd = accept4(listener.fd(), nullptr, nullptr, 0); // expect: ENOSYS=unhandled EPERM=handled ENOTSUP=unhandled
	if (fd < 0 && errno == EPERM)
		fd = accept(listener.fd(), nullptr, nullptr);
	return fd;
}
