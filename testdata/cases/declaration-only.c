/* case: a declaration, as programs have it that do without the header. */
#include <sys/socket.h>

extern int accept4(int, struct sockaddr *, socklen_t *, int); /* expect-occurrence: declaration */

int take(int listener)
{
	return accept(listener, 0, 0);
}
