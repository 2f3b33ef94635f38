#define _GNU_SOURCE
#include <errno.h>
#include <sys/socket.h>

int take(int listener)
{
	return accept4(listener, 0, 0, 0); /* expect: all=unhandled */
}
