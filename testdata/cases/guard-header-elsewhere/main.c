#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
#if HAVE_ACCEPT4
	return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled:error-returned guard=HAVE_ACCEPT4 */
#else
	return accept(listener, NULL, NULL);
#endif
}
