#define _GNU_SOURCE
#include "take.h"

#include <stddef.h>
#include <sys/socket.h>

int take_for_all(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=conditional */
}

int take_for_one(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: all=handled */
}
