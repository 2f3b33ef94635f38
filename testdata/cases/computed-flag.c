/* case: the test is kept as a value: missing = (errno == ENOSYS). */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled */
	bool failed = fd < 0;
	bool missing = errno == ENOSYS || errno == EPERM;

	if (failed && missing)
		fd = accept(listener, NULL, NULL);
	return fd;
}
