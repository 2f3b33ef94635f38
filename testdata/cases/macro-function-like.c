/* case: a macro with parameters makes the call with fixed flags. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

#define ACCEPT_CLOEXEC(l) accept4((l), NULL, NULL, SOCK_CLOEXEC) /* expect-occurrence: macro-definition */

int take(int listener)
{
	int fd = ACCEPT_CLOEXEC(listener); /* expect: ENOSYS=handled rest=unhandled flags=CLOEXEC:kept,NONBLOCK:na form=macro */
	if (fd == -1 && errno == ENOSYS && (fd = accept(listener, NULL, NULL)) >= 0)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	return fd;
}
