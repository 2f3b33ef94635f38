/* case: #if 0 and its #else, #if 1 and its #else. */
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
#if 0
	return accept4(listener, NULL, NULL, 1); /* expect-occurrence: inactive */
#else
	return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
#endif
}

int take_other(int listener)
{
#if 1
	return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
#else
	return accept4(listener, NULL, NULL, 1); /* expect-occurrence: inactive */
#endif
}
