/* case: the next event is answered with the old call since a static flag says so, in a loop over entries. */
#include <errno.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/socket.h>
void use(int fd);
static int missing;
void by_static_flag(int ep)
{
	struct epoll_event events[16];
	for (;;) {
		int n = epoll_wait(ep, events, 16, -1);
		for (int i = 0; i < n; i++) {
			int fd, s = events[i].data.fd;
			if (missing)
				fd = accept(s, NULL, NULL);
			else
				fd = accept4(s, NULL, NULL, 0); /* expect: ENOSYS=handled|deferred EPERM=unhandled ENOTSUP=unhandled */
			if (fd < 0) {
				missing |= errno == ENOSYS;
				continue;
			}
			use(fd);
		}
	}
}
