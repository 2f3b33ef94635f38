/* case: the kernel's convention: a result or a negative errno in one variable. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int r = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=handled */
	if (r < 0)
		r = -errno;
	if (r == -ENOSYS || r == -EOPNOTSUPP)
		r = accept(listener, NULL, NULL);
	return r;
}
