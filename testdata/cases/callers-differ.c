/* case: two callers, of which one falls back: it depends on who called. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int try_new(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=conditional EPERM=unhandled ENOTSUP=unhandled severity=warning */
}

int take_carefully(int listener)
{
	int fd = try_new(listener);
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}

int take(int listener)
{
	return try_new(listener);
}
