/* case: the call's address is handed to a function of the program, which makes the call and falls back. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

typedef int (*take_fn)(int, struct sockaddr *restrict, socklen_t *restrict, int);

static int with(take_fn f, int listener)
{
	int fd = f(listener, NULL, NULL, 0);
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int take(int listener)
{
	return with((take_fn)accept4, listener); /* expect: ENOSYS=handled|unknown EPERM=unhandled|unknown ENOTSUP=unhandled|unknown form=fnptr|address */
}
