/* case: a condition inside its own negation can't be reached, nor one that the file itself decides. */
#include <stddef.h>
#include <sys/socket.h>

#define USE_OLD 1

int take(int listener)
{
#ifdef HAVE_ACCEPT4
#ifndef HAVE_ACCEPT4
	return accept4(listener, NULL, NULL, 0); /* expect-occurrence: inactive */
#endif
#endif
#if !USE_OLD
	return accept4(listener, NULL, NULL, 0); /* expect-occurrence: inactive */
#endif
	return accept(listener, NULL, NULL);
}
