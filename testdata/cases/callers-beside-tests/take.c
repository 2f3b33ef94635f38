#define _GNU_SOURCE
#include "take.h"

#include <sys/socket.h>

int take(int s)
{
	return accept4(s, 0, 0, 0); /* expect: all=unhandled */
}

int take_more(int s)
{
	return accept4(s, 0, 0, 0); /* expect: all=unhandled */
}

int take_with_help(int s)
{
	return accept4(s, 0, 0, 0); /* expect: all=handled */
}
