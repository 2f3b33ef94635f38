#define _GNU_SOURCE
#include <sys/socket.h>

int take(int listener)
{
	return accept4(listener, 0, 0, 0); /* expect: ENOSYS=handled rest=unhandled assumes=log_msg */
}
