#include "modes.h"
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK); /* expect: ENOSYS=handled EPERM=unhandled ENOTSUP=unhandled flags=NONBLOCK:lost */

	if (fd < 0 && errno == ENOSYS) {
		fd = accept(listener, NULL, NULL);
		if (fd >= 0 && !(modes & MODE_BLOCKING))
			fcntl(fd, F_SETFL, O_NONBLOCK);
	}
	return fd;
}
