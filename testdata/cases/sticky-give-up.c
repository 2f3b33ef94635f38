/* case: this call gives the connection up, but leaves a flag behind: the next one takes the old call. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int accept4_broken;

int take(int listener)
{
	int fd;

	if (accept4_broken)
		return accept(listener, NULL, NULL);
	fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=deferred EPERM=deferred ENOTSUP=unhandled severity=warning */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM))
		accept4_broken = 1;
	return fd;
}
