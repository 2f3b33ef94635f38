/* case: errno is translated into an error of the program's own, which the caller knows. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

enum result { RESULT_OK, RESULT_AGAIN, RESULT_MISSING, RESULT_FAILED };

static enum result translate(int e)
{
	switch (e) {
	case EAGAIN:
	case EINTR: return RESULT_AGAIN;
	case ENOSYS:
	case EPERM: return RESULT_MISSING;
	default: return RESULT_FAILED;
	}
}

static enum result new_way(int listener, int *fd)
{
	*fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled:error-returned */
	return *fd < 0 ? translate(errno) : RESULT_OK;
}

enum result take(int listener, int *fd)
{
	enum result r = new_way(listener, fd);
	if (r == RESULT_MISSING) {
		*fd = accept(listener, NULL, NULL);
		r = *fd < 0 ? RESULT_FAILED : RESULT_OK;
	}
	return r;
}
