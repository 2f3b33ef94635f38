#define _GNU_SOURCE
#include "take.h"

take_function *take_now = accept4; /* expect: all=conditional form=fnptr */

int serve_well(int listener)
{
	int fd = take_now(listener, NULL, NULL, 0);

	return fd < 0 ? accept(listener, NULL, NULL) : fd;
}
