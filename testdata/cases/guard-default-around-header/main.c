#include "use_new_call.h"
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
#if USE_NEW_CALL
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled guard=USE_NEW_CALL */
#else
	int fd = accept(listener, NULL, NULL);
#endif
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

#ifndef USE_NEW_CALL
int never(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect-occurrence: inactive */
}
#endif
