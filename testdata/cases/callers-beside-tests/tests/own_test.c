#define _GNU_SOURCE
#include <sys/socket.h>

static int own(int s)
{
	return accept4(s, 0, 0, 0); /* expect: all=handled */
}

int own_main(void)
{
	int c = own(3);

	return c < 0 ? accept(3, 0, 0) : c;
}
