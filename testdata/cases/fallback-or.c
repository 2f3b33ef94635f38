/* case: the plain form of a complete fallback: one condition that names all three errors. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int serve_one(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled flags=CLOEXEC:na,NONBLOCK:na form=direct guard=none function=serve_one patterns=none */
	if (fd == -1 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = accept(listener, NULL, NULL);
	return fd;
}
