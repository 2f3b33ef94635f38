#include "modes.h"
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */

	if (fd < 0 && (modes & MODE_BLOCKING) == 0)
		fd = accept(listener, NULL, NULL);
	return fd;
}
