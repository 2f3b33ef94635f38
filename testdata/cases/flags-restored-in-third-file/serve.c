#include "take.h"
#include <fcntl.h>
#include <unistd.h>

int serve(int listener)
{
	int fd = take(listener), now;
	if (fd < 0)
		return -1;
	if (make_private(fd) < 0) {
		close(fd);
		return -1;
	}
	now = fcntl(fd, F_GETFL);
	return now < 0 ? -1 : fd;
}
