/* case: a backslash and a newline inside the name, and between it and its arguments. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = acc\
ept4(listener, NULL, NULL, 0); /* expect[-1]: ENOSYS=handled rest=unhandled */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
