#define _GNU_SOURCE
#include "take.h"

#include <stddef.h>
#include <sys/socket.h>

int take_by_variable(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=handled */
}

int take_by_member(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=handled */
}

int take_by_copy(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=handled */
}

int take_by_void(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=handled */
}

int take_by_parameter(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=handled */
}

int take_in_between(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=handled */
}
