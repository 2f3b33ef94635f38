#include "flag.h"
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	for (;;) {
		if (!have_accept4)
			return accept(listener, NULL, NULL);
		int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
		if (fd >= 0 || errno != ENOSYS)
			return fd;
		note();
	}
}
