/* case: an old file in Latin-1: Müller wrote it, and strings hold bytes that are no UTF-8. */
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>

int take(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* ä expect: ENOSYS=handled rest=unhandled */
	if (fd < 0 && errno == ENOSYS) {
		puts("gelöst mit accept");
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}
