/* case: the older call made raw is a fallback too. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM))
		fd = syscall(SYS_accept, listener, NULL, NULL);
	return fd;
}
