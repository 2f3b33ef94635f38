#include <sys/socket.h>

int stays(int s)
{
	return accept4(s, 0, 0, 0);
}

int better(int s)
{
	return accept4(s, 0, 0, 0);
}

int goes(int s)
{
	return accept4(s, 0, 0, 0);
}
