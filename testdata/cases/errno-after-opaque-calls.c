/* case: calls whose code is not visible stand between the failure and the test; they are taken to leave errno alone. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

void log_failure(const char *what, int listener);

int take(int listener, int spare)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled */
	if (fd < 0) {
		log_failure("accept4", listener);
		close(spare);
		if (errno == ENOSYS || errno == EPERM)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}
