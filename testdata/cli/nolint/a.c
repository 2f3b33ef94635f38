#include <errno.h>
#include <sys/socket.h>

#include "a.h"

int by_marked_macro(int s)
{
	return ACCEPT(s);
}

int by_macro(int s)
{
	return ACCEPT_PLAIN(s);
}

int both(int s)
{
	int fd = accept4(s, 0, 0, SOCK_CLOEXEC);
	if (fd < 0 && errno == ENOSYS)
		fd = accept(s, 0, 0);
	return fd;
}

int flags_hidden(int s)
{
	int fd = accept4(s, 0, 0, SOCK_CLOEXEC); // NOLINT(sysfall-accept4-flags): children are started elsewhere
	if (fd < 0 && errno == ENOSYS)
		fd = accept(s, 0, 0);
	return fd;
}

int fallback_hidden(int s)
{
	int fd = accept4(s, 0, 0, SOCK_CLOEXEC); // NOLINT(sysfall-accept4)
	if (fd < 0 && errno == ENOSYS)
		fd = accept(s, 0, 0);
	return fd;
}
