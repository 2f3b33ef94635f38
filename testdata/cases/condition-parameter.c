/* case: the fallback also depends on something the caller says. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener, int allow_old)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=conditional EPERM=conditional ENOTSUP=unhandled severity=warning */
	if (fd < 0 && allow_old && (errno == ENOSYS || errno == EPERM))
		fd = accept(listener, NULL, NULL);
	return fd;
}
