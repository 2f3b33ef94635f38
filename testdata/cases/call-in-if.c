/* case: the call stands in the condition of an if, whose else arm looks at errno. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

void serve(int fd);

int take(int listener)
{
	int fd;

	if ((fd = accept4(listener, NULL, NULL, 0)) != -1) { /* expect: ENOSYS=unhandled:error-returned EPERM=handled ENOTSUP=unhandled:error-returned */
		serve(fd);
		return 0;
	} else if (errno == EPERM) {
		serve(accept(listener, NULL, NULL));
		return 0;
	}
	return -1;
}
