/* case: only the older operation is a fallback, only for that listener, and another system call has other operations.
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

int listens(int listener)
{
	unsigned long args[4] = {listener, 0, 0, 0};
	int fd = syscall(__NR_socketcall, SYS_ACCEPT4, args); /* expect: all=unhandled */

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = syscall(__NR_socketcall, SYS_LISTEN, args);
	return fd;
}

int asks_another(int listener, int other)
{
	unsigned long args[4] = {listener, 0, 0, 0}, others[3] = {other, 0, 0};
	int fd = syscall(__NR_socketcall, SYS_ACCEPT4, args); /* expect: all=unhandled */

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = syscall(__NR_socketcall, SYS_ACCEPT, others);
	return fd;
}
