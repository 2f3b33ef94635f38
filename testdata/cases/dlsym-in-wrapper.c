/* case: a wrapper of the call's own name keeps what it looks up in statics. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

int accept4(int listener, struct sockaddr *who, socklen_t *size, int flags)
{
	static int (*new_call)(int, struct sockaddr *, socklen_t *, int);
	static int (*old_call)(int, struct sockaddr *, socklen_t *);

	if (!new_call)
		new_call = dlsym(RTLD_NEXT, "accept4"); /* expect: EPERM=handled rest=unhandled flags=CLOEXEC:kept */
	if (!old_call)
		old_call = dlsym(RTLD_NEXT, "accept");
	int fd = new_call(listener, who, size, flags);
	if (fd < 0 && errno == EPERM) {
		fd = old_call(listener, who, size);
		if (fd >= 0 && (flags & SOCK_CLOEXEC))
			fcntl(fd, F_SETFD, FD_CLOEXEC);
		if (fd >= 0 && (flags & SOCK_NONBLOCK))
			fcntl(fd, F_SETFL, O_NONBLOCK);
	}
	return fd;
}
