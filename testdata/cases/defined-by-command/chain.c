#include <sys/socket.h>

int chain(int fd)
{
	return take_outer(fd); /* expect: all=unhandled */
}
