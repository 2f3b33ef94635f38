/* case: the raw call under both of its names, with the fallback and without. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int with_fallback(int listener)
{
	long fd = syscall(SYS_accept4, listener, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled form=syscall flags=CLOEXEC:lost */
	if (fd == -1 && (errno == ENOSYS || errno == EPERM))
		fd = accept(listener, NULL, NULL);
	return (int)fd;
}

int without(int listener)
{
	return (int)syscall(__NR_accept4, listener, NULL, NULL, 0); /* expect: all=unhandled form=syscall */
}
