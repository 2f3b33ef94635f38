#include "use_new_call.h"
#include <stddef.h>
#include <sys/socket.h>

#ifndef USE_NEW_CALL
#define USE_NEW_CALL 1
int own(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect-occurrence: inactive */
}
#endif
