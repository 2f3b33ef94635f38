/* case: EOPNOTSUPP and ENOTSUP are one number on Linux. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOTSUP=handled rest=unhandled */
	if (fd < 0 && errno == EOPNOTSUPP)
		fd = accept(listener, NULL, NULL);
	return fd;
}
