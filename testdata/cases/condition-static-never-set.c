/* case: the fallback hangs on a static flag that nothing ever sets: dead code. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int allow_old;

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd < 0 && errno == ENOSYS && allow_old)
		fd = accept(listener, NULL, NULL);
	return fd;
}
