/* case: an alias of an alias. */
#include <stddef.h>
#include <sys/socket.h>

#define inner_accept accept4 /* expect-occurrence: macro-definition */
#define outer_accept inner_accept

int take(int listener)
{
	return outer_accept(listener, NULL, NULL, 0); /* expect: all=unhandled form=macro */
}
