/* case: musl's shape: the replacement makes the raw call and falls back itself, with both flags restored. */
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int accept4(int listener, struct sockaddr *restrict addr, socklen_t *restrict len, int flags) /* expect-occurrence: definition */
{
	int fd;

	fd = syscall(SYS_accept4, listener, addr, len, flags); /* expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=unhandled:error-returned form=syscall */
	if (fd >= 0 || (errno != ENOSYS && errno != EINVAL))
		return fd;
	fd = accept(listener, addr, len);
	if (fd >= 0 && (flags & SOCK_CLOEXEC))
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	if (fd >= 0 && (flags & SOCK_NONBLOCK))
		fcntl(fd, F_SETFL, O_NONBLOCK);
	return fd;
}
