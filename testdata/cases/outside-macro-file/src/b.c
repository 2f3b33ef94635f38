#include "../inc/net.h"

int other(int fd)
{
	return NET_ACCEPT(fd);
}
