/* case: dbus's shape: whether the flag is set already is computed before the fallback, from the first result. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled rest=unhandled flags=CLOEXEC:kept */
	bool done = fd >= 0;

	if (fd < 0 && (errno == ENOSYS || errno == EINVAL))
		fd = accept(listener, NULL, NULL);
	if (fd < 0)
		return -1;
	if (!done)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	return fd;
}
