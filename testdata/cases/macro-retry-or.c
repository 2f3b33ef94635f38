/* case: a macro gets both calls as arguments and chooses. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

#define TRY_OR(fd, first, second)                                                                                      \
	do {                                                                                                           \
		(fd) = (first);                                                                                        \
		if ((fd) == -1 && (errno == ENOSYS || errno == EPERM))                                                 \
			(fd) = (second);                                                                               \
	} while (0)

int take(int listener)
{
	int fd;

	TRY_OR(fd, accept4(listener, NULL, NULL, 0), accept(listener, NULL, NULL)); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled:error-returned */
	return fd;
}
