/* case: result and error go through references. */
#include <cerrno>
#include <sys/socket.h>

static bool new_way(int listener, int &fd, int &error)
{
	fd = accept4(listener, nullptr, nullptr, 0); // expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=handled
	error = fd < 0 ? errno : 0;
	return fd >= 0;
}

int take(int listener)
{
	int fd = -1, error = 0;

	if (!new_way(listener, fd, error) && (error == ENOSYS || error == ENOTSUP))
		fd = accept(listener, nullptr, nullptr);
	return fd;
}
