/* case: the flag looks sticky but is automatic: it is gone when the function returns. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int use_accept4 = 1;
	int fd;

	if (!use_accept4)
		return accept(listener, NULL, NULL);
	fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned */
	if (fd < 0 && errno == ENOSYS)
		use_accept4 = 0;
	return fd;
}
