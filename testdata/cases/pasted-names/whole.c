#include <sys/cdefs.h>
#include <sys/socket.h>

#define TAKE(s) __CONCAT(acc, ept4)(s, 0, 0, 0)

int by_the_systems_macro(int s)
{
	return TAKE(s); /* expect: all=unhandled */
}
