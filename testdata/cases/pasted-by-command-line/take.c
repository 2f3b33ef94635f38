#include <sys/socket.h>

#define JOINED(a, b) JOIN(a, b)

int joined(int s)
{
	return JOIN(accept, 4)(s, 0, 0, 0); /* expect: all=unhandled */
}

int in_two_steps(int s)
{
	return JOINED(accept, SUFFIX)(s, 0, 0, 0); /* expect: all=unhandled */
}

int whole(int s)
{
	return TAKE(s, 0, 0, 0); /* expect: all=unhandled */
}
