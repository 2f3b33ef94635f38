/* case: the call is the condition of a while; the loop's end is where the errors are told apart. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

void serve(int fd);

int drain(int listener)
{
	int fd;

	while ((fd = accept4(listener, NULL, NULL, 0)) >= 0) /* expect: ENOSYS=handled rest=unhandled:error-returned */
		serve(fd);
	if (errno == ENOSYS) {
		while ((fd = accept(listener, NULL, NULL)) >= 0)
			serve(fd);
	}
	return errno == EAGAIN ? 0 : -1;
}
