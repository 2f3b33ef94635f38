/* case: the parameter that decides is the same at every call, as the function is static. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int take_with(int listener, int allow_old)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd < 0 && allow_old && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int take_local(int listener)
{
	return take_with(listener, 1);
}

int take_remote(int listener)
{
	return take_with(listener, 1);
}
