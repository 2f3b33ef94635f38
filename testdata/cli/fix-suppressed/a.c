#include <sys/socket.h>

int known(int s)
{
	return accept4(s, 0, 0, 0); /* NOLINT(sysfall-accept4): never there */
}

int other(int s)
{
	return accept4(s, 0, 0, 0);
}
