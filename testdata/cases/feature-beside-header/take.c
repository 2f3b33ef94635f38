#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include "net.h"

static void close_on_exec(int fd)
{
#ifdef HAVE_SETFD
	fcntl(fd, F_SETFD, FD_CLOEXEC);
#else
	(void)fd;
#endif
}

int take(int listener)
{
	int fd = -1;
#if USE_NET && defined(HAVE_ACCEPT4)
	fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=handled flags=CLOEXEC:kept,NONBLOCK:na */
	if (fd >= 0 || (errno != ENOSYS && errno != EPERM && errno != ENOTSUP))
		return fd;
#endif
#if USE_NET
	fd = accept(listener, NULL, NULL);
	if (fd >= 0)
		close_on_exec(fd);
#endif
	return fd;
}
