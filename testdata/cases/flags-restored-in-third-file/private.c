#include "take.h"
#include <fcntl.h>

int make_private(int fd)
{
	int flags = fcntl(fd, F_GETFD), wanted;
	if (flags < 0)
		return -1;
	wanted = flags | FD_CLOEXEC;
	return wanted == flags ? 0 : fcntl(fd, F_SETFD, wanted);
}
