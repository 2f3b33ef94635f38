#include "features.h"
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

#if defined(HAVE_NEW_CALLS)
#define TRY(fd, with, without)                                                                                         \
	do {                                                                                                           \
		fd = (with);                                                                                           \
		if (fd < 0 && errno == ENOSYS)                                                                         \
			fd = (without);                                                                                \
	} while (0)
#else
#define TRY(fd, with, without) fd = (without)
#endif

#if WITH_NET
int take(int listener)
{
	int fd;
	TRY(fd, accept4(listener, NULL, NULL, 0), accept(listener, NULL, NULL)); /* expect: ENOSYS=handled EPERM=unhandled */
	return fd;
}
#endif
