/* case: the older operation of socketcall(2) is the fallback, with the same arguments or with others for that listener.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/net.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef __NR_socketcall /* this machine has none */
#define __NR_socketcall 102
#define SYS_socketcall  __NR_socketcall
#endif

int with_the_same(int listener)
{
	unsigned long args[4] = {listener, 0, 0, 0};
	int fd = syscall(__NR_socketcall, SYS_ACCEPT4, args); /* expect: all=handled */

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = syscall(__NR_socketcall, SYS_ACCEPT, args);
	return fd;
}

int with_others(int listener)
{
	unsigned long args[4] = {listener, 0, 0, 0}, fewer[3] = {listener, 0, 0};
	int fd = syscall(SYS_socketcall, SYS_ACCEPT4, args); /* expect: ENOSYS=handled rest=unhandled */

	if (fd < 0 && errno == ENOSYS)
		fd = syscall(SYS_socketcall, SYS_ACCEPT, fewer);
	return fd;
}

int with_the_function(int listener)
{
	unsigned long args[4];
	int fd;

	args[0] = listener;
	args[1] = args[2] = 0;
	args[3] = SOCK_CLOEXEC;
	fd = (int)syscall(__NR_socketcall, SYS_ACCEPT4, args); /* expect: all=handled */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP)) {
		fd = accept(listener, 0, 0);
		if (fd >= 0)
			fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	return fd;
}
