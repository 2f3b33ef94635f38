#include "take.h"
#include <fcntl.h>

int keep_open(int fd)
{
	return fcntl(fd, F_SETFD, 0) < 0 ? -1 : fd;
}
