/* case: systemd's way: ERRNO_IS_NOT_SUPPORTED() over a small inline function that takes the absolute value. */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>

static inline bool errno_is_not_supported(int r)
{
	switch (abs(r)) {
	case ENOSYS:
	case EOPNOTSUPP:
	case ENOTTY: return true;
	}
	return false;
}
#define ERRNO_IS_NOT_SUPPORTED(r) errno_is_not_supported(r)

int take(int listener)
{
	int r = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=handled */
	if (r < 0) {
		r = -errno;
		if (ERRNO_IS_NOT_SUPPORTED(r))
			r = accept(listener, NULL, NULL);
	}
	return r;
}
