#include <sys/socket.h>

#include "lists.h"

int newer(int s)
{
	return TAKE(linux, s); /* expect: all=unhandled */
}

int older(int s)
{
	return TAKE(bsd, s);
}
