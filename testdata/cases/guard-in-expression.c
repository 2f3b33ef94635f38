/* case: the condition cuts through an expression: haproxy's `if` has one operand more where the call is known. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = -1;

	if (
#ifdef USE_ACCEPT4
	    ((fd = accept4(listener, NULL, NULL, 0)) == -1 && errno == ENOSYS) || /* expect: ENOSYS=handled rest=unhandled:error-returned */
	    (fd == -1 && errno == EINVAL) ||
#endif
	    fd < -1)
		fd = accept(listener, NULL, NULL);
	return fd;
}
