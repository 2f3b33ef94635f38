#ifndef TAKE_H
#define TAKE_H
#include <stddef.h>
#include <sys/socket.h>

static inline int take_new(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled ENOTSUP=unhandled guard=none */
}
#endif
