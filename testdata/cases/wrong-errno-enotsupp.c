/* case: the kernel's internal ENOTSUPP (524) is not ENOTSUP (95), and never reaches a program. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

#ifndef ENOTSUPP
#define ENOTSUPP 524
#endif

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd < 0 && errno == ENOTSUPP)
		fd = accept(listener, NULL, NULL);
	return fd;
}
