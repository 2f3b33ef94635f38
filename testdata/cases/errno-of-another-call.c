/* case: the test of errno stands behind another call's failure, not behind accept4's. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int open_and_take(void)
{
	int listener, fd;

	listener = socket(AF_INET, SOCK_STREAM, 0);
	if (listener < 0 && errno == ENOSYS)
		return accept(0, NULL, NULL);
	fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
	return fd;
}
