/* case: a flag of each thread's own; the thread's next attempt uses the old call. */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

static _Thread_local bool missing;

int take(int listener)
{
	int fd;

	if (missing)
		return accept(listener, NULL, NULL);
	fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=deferred rest=unhandled:error-returned */
	if (fd < 0 && errno == ENOSYS)
		missing = true;
	return fd;
}
