/* case: a macro that nothing uses is no site. */
#include <sys/socket.h>

#define ACCEPT_CLOEXEC(l) accept4((l), 0, 0, SOCK_CLOEXEC) /* expect-occurrence: macro-definition */

int take(int listener)
{
	return accept(listener, 0, 0);
}
