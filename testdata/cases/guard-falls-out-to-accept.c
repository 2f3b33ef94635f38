/* case: the guard is around the new call alone; the old one behind it is compiled in any case (wayland, dbus). */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd;

#ifdef HAVE_ACCEPT4
	fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled rest=unhandled:error-returned flags=CLOEXEC:kept guard="defined(HAVE_ACCEPT4)" */
	if (fd >= 0 || errno != ENOSYS)
		return fd;
#endif
	fd = accept(listener, NULL, NULL);
	if (fd >= 0)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	return fd;
}
