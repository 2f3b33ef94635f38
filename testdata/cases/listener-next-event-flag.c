/* case: what comes with the next event is the same program's answer to the failure where a flag that the failure sets
 * leads there: then the call itself is not made any more. */
#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
void use(int fd);
int next_event(int i);
void by_local_flag(int n)
{
	int old = 0;
	for (int i = 0;; i = (i + 1) % n) {
		int fd, ready = next_event(i);
		if (old)
			fd = accept(ready, NULL, NULL);
		else
			fd = accept4(ready, NULL, NULL, 0); /* expect: ENOSYS=handled|deferred EPERM=unhandled ENOTSUP=unhandled */
		if (fd < 0) {
			if (errno == ENOSYS)
				old = 1;
			continue;
		}
		use(fd);
	}
}
void by_poll_entry(struct pollfd *p)
{
	int old = 0;
	for (;;) {
		poll(p, 8, -1);
		for (int i = 0; i < 8; i++) {
			int fd;
			if (!p[i].revents)
				continue;
			if (old)
				fd = accept(p[i].fd, NULL, NULL);
			else
				fd = accept4(p[i].fd, NULL, NULL, 0); /* expect: ENOSYS=handled|deferred EPERM=unhandled ENOTSUP=unhandled */
			if (fd < 0 && !old && errno == ENOSYS)
				old = 1;
			else if (fd >= 0)
				use(fd);
		}
	}
}
