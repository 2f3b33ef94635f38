#include "state.h"
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd;

	do {
		if (have_accept4)
			fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled ENOTSUP=unhandled */
		else
			fd = accept(listener, NULL, NULL);
		if (fd < 0 && have_accept4 && errno == ENOSYS) {
			have_accept4 = 0;
			continue;
		}
		return fd;
	} while (1);
}
