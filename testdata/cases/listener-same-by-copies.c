/* case: the fallback's listener is the failed call's, though it comes another way: a copy, a member, a parameter of a
 * helper, read anew by a function, an entry of the array that the event belongs to. */
#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/socket.h>
void use(int fd);
struct port {
	int fd;
	struct port *next;
};
int port_fd(const struct port *p);
static int old_way(const struct port *p)
{
	int s = p->fd;
	return accept(s, NULL, NULL);
}
int by_copy(int listener)
{
	int copy = listener;
	int fd = accept4(copy, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(listener, NULL, NULL);
	return fd;
}
int by_helper(struct port *p)
{
	int fd = accept4(p->fd, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd < 0 && errno == ENOSYS)
		fd = old_way(p);
	return fd;
}
int by_function(struct port *p)
{
	for (;;) {
		int fd = accept4(port_fd(p), NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
		if (fd < 0 && errno == ENOSYS)
			fd = accept(port_fd(p), NULL, NULL);
		if (fd >= 0 || errno != EINTR)
			return fd;
	}
}
void by_list(struct port *ports)
{
	for (struct port *p = ports; p; p = p->next) {
		int fd = accept4(p->fd, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
		if (fd < 0 && errno == ENOSYS)
			fd = old_way(p);
		if (fd >= 0)
			use(fd);
	}
}
void by_entry(int ep)
{
	struct epoll_event events[16];
	for (;;) {
		int n = epoll_wait(ep, events, 16, -1);
		for (int i = 0; i < n; i++) {
			struct port *p = events[i].data.ptr;
			int fd = accept4(p->fd, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled:busy-loop */
			if (fd < 0 && errno == ENOSYS)
				fd = old_way(p);
			if (fd >= 0)
				use(fd);
		}
	}
}
