#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/socket.h>

#ifndef FLAGS
#define FLAGS 0
#endif

int take(int listener);

int take(int listener)
{
	return accept4(listener, NULL, NULL, FLAGS); /* expect: all=handled flags=CLOEXEC:kept,NONBLOCK:lost */
}
