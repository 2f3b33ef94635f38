/* case: the program brings a replacement for libcs that lack the function: a definition that makes the raw call. */
#include <stddef.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

int accept4(int listener, struct sockaddr *restrict addr, socklen_t *restrict len, int flags) /* expect-occurrence: definition */
{
	return syscall(SYS_accept4, listener, addr, len, flags); /* expect: all=unhandled:error-returned form=syscall */
}
