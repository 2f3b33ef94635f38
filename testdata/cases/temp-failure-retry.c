/* case: glibc's TEMP_FAILURE_RETRY, a statement expression with a loop in it; it retries EINTR only. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int take(int listener)
{
	int fd = TEMP_FAILURE_RETRY(accept4(listener, NULL, NULL, SOCK_CLOEXEC)); /* expect: ENOSYS=handled rest=unhandled:error-returned flags=CLOEXEC:lost */
	if (fd == -1 && errno == ENOSYS)
		fd = TEMP_FAILURE_RETRY(accept(listener, NULL, NULL));
	return fd;
}

int take_plain(int listener)
{
	return TEMP_FAILURE_RETRY(accept4(listener, NULL, NULL, 0)); /* expect: all=unhandled:error-returned */
}
