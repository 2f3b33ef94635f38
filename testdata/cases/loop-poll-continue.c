/* case: the same with poll() before the call: the listener is still readable, so poll returns at once. */
#include <poll.h>
#include <stddef.h>
#include <sys/socket.h>

void serve(int fd);

void run(int listener)
{
	struct pollfd p = {.fd = listener, .events = POLLIN};

	while (1) {
		int fd;

		if (poll(&p, 1, -1) <= 0 || !(p.revents & POLLIN))
			continue;
		fd = accept4(p.fd, NULL, NULL, 0); /* expect: all=unhandled:busy-loop */
		if (fd >= 0)
			serve(fd);
	}
}
