#define _GNU_SOURCE
#include <sys/socket.h>
int net_take(int l)
{
	return accept4(l, 0, 0, 0); /* expect: all=unhandled */
}
