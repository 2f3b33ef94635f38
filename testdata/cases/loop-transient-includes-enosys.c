/* case: the list of errors to try again on holds one that never goes away: a busy loop for that one. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int is_transient(int e)
{
	return e == EINTR || e == EAGAIN || e == EOPNOTSUPP;
}

int take(int listener)
{
	int fd;

	do {
		fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=unhandled:error-returned EPERM=unhandled:error-returned ENOTSUP=unhandled:busy-loop */
	} while (fd == -1 && is_transient(errno));
	return fd;
}
