/* case: the call is an operation of socketcall(2), where the architecture has that: i386, m68k, s390 and others. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/net.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int take(int listener, void *addr, void *len, int flags)
{
#ifdef __NR_socketcall
	unsigned long args[4] = {listener, (unsigned long)addr, (unsigned long)len, flags};
	/* expect[+1]: all=unhandled form=syscall guard="defined(__NR_socketcall)" */
	return syscall(__NR_socketcall, SYS_ACCEPT4, args);
#else
	(void)listener, (void)addr, (void)len, (void)flags;
	errno = ENOSYS;
	return -1;
#endif
}
