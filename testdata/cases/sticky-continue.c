/* case: memcached's shape: ENOSYS clears a static flag and continues the loop, which takes the old call at once. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/socket.h>

void serve(int fd);

void event_loop(int listener)
{
	static int use_accept4 = 1;
	bool stop = false;
	int fd;

	while (!stop) {
		if (use_accept4)
			fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK); /* expect: ENOSYS=handled rest=unhandled flags=CLOEXEC:na,NONBLOCK:kept */
		else
			fd = accept(listener, NULL, NULL);
		if (fd == -1) {
			if (use_accept4 && errno == ENOSYS) {
				use_accept4 = 0;
				continue;
			}
			perror(use_accept4 ? "accept4()" : "accept()");
			stop = true;
			break;
		}
		if (!use_accept4)
			fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
		serve(fd);
	}
}
