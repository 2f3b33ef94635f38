/* case: the call is the condition of a for whose step counts the tries: three times the same call is no fallback, and
 * no endless loop either. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd, tries;

	for (tries = 0; tries < 3 && (fd = accept4(listener, NULL, NULL, 0)) == -1; tries++) /* expect: all=unhandled:error-returned */
		;
	return tries < 3 ? fd : -1;
}
