/* case: the call's address is kept in a static pointer that nothing changes; the call through it is judged. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int (*const modern)(int, struct sockaddr *restrict, socklen_t *restrict, int) = (int (*)(int, struct sockaddr *restrict, socklen_t *restrict, int))accept4; /* expect: all=handled|unhandled|unknown form=fnptr|address */

int take(int listener)
{
	int fd = modern(listener, NULL, NULL, 0);
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
