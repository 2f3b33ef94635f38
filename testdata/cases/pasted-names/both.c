#include <sys/socket.h>

#include "pieces.h"

int in_the_use(int s)
{
	return JOIN_(accept, 4)(s, 0, 0, 0); /* expect: all=unhandled */
}

int of_a_macro(int s)
{
	return JOIN(accept, SUFFIX)(s, 0, 0, 0); /* expect: all=unhandled */
}

int the_old_one(int s)
{
	return JOIN_(acc, ept)(s, 0, 0);
}
