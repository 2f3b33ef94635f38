/* case: && and || used as values and for their effect. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd;
	int done = (fd = accept4(listener, NULL, NULL, 0)) >= 0 || errno != ENOSYS || (fd = accept(listener, NULL, NULL)) >= 0; /* expect: ENOSYS=handled rest=unhandled:error-returned */

	return done ? fd : -1;
}
