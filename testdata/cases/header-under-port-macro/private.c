#include <fcntl.h>
#include "port.h"

void port_make_private(int fd)
{
	fcntl(fd, F_SETFD, FD_CLOEXEC);
}
