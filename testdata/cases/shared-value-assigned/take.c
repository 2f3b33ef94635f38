#include "backend.h"
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=conditional */

	if (fd < 0 && backend != BACKEND_PORTS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
