/* case: a helper of the same file says which errors mean "missing". */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

static bool is_missing(int error)
{
	switch (error) {
	case ENOSYS:
	case EPERM: return true;
	default: return false;
	}
}

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled */
	if (fd < 0 && is_missing(errno))
		fd = accept(listener, NULL, NULL);
	return fd;
}
