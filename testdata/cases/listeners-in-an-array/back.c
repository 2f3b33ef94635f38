#include "doors.h"
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int back_take(int sock)
{
	static int new_call = 1;
	int fd;

	for (;;) {
		fd = new_call ? accept4(sock, NULL, NULL, 0) : accept(sock, NULL, NULL); /* expect: ENOSYS=handled|deferred rest=unhandled */
		if (fd >= 0 || !new_call || errno != ENOSYS)
			return fd;
		new_call = 0;
	}
}
