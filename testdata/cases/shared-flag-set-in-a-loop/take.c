#include "inherit.h"
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener, int again)
{
	static int use_accept4 = 1;
	int fd;

	do {
		if (use_accept4)
			fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK); /* expect: ENOSYS=deferred flags=NONBLOCK:lost */
		else
			fd = accept(listener, NULL, NULL);
		if (fd < 0) {
			if (use_accept4 && errno == ENOSYS) {
				use_accept4 = 0;
				inherited = 0;
				continue;
			}
			return -1;
		}
		if (!inherited)
			fcntl(fd, F_SETFL, O_NONBLOCK);
		return fd;
	} while (again);
	return -1;
}
