/* case: a function try block; noexcept; trailing return type. */
#include <cerrno>
#include <sys/socket.h>

void check(int fd);

auto take(int listener) noexcept -> int
try {
	int fd = accept4(listener, nullptr, nullptr, 0); // expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=unhandled:error-returned
	if (fd < 0) {
		if (errno != ENOSYS)
			return -1;
		fd = accept(listener, nullptr, nullptr);
	}
	check(fd);
	return fd;
} catch (...) {
	return -1;
}
