/* case: the wrapper returns -errno, which its caller tests. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int new_way(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=handled */
	if (fd < 0)
		return -errno;
	return fd;
}

static int old_way(int listener)
{
	int fd = accept(listener, NULL, NULL);
	return fd < 0 ? -errno : fd;
}

int take(int listener)
{
	int r = new_way(listener);

	switch (r) {
	case -ENOSYS:
	case -ENOTSUP: return old_way(listener);
	}
	return r;
}
