#include <sys/socket.h>

#include "join.h"
#include "suffix.h"

int of_two(int s)
{
	return JOIN(accept, SUFFIX)(s, 0, 0, 0); /* expect: all=unhandled */
}
