/* case: what is thrown is caught in the same function, where the fallback stands. */
#include <cerrno>
#include <sys/socket.h>

struct Missing {};

int take(int listener)
{
	try {
		int fd = accept4(listener, nullptr, nullptr, 0); // expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=unhandled:error-returned
		if (fd >= 0)
			return fd;
		if (errno == ENOSYS)
			throw Missing();
		return -1;
	} catch (const Missing &) {
		return accept(listener, nullptr, nullptr);
	}
}
