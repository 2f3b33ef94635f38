#include <sys/socket.h>

int other(int fd)
{
	return take_joined(fd, 0, 0); /* another function, by this file's own definition */
}
