/* case: a #define sends the name elsewhere: what looks like the call is a function of the program's own. */
#include <stddef.h>
#include <sys/socket.h>

int my_accept4(int listener, struct sockaddr *addr, socklen_t *len, int flags);
#define accept4 my_accept4 /* expect-occurrence: macro-definition */

int take(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect-occurrence: look-alike */
}
