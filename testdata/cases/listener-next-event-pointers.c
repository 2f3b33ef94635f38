/* case: accept() of a later event, where the events are told apart by what each entry points to, or by its place.
 * known-to-fail: joined states forget which entry it was, so that it is conditional */
#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
void use(int fd);
struct source { int fd, kind; };
void entry_pointers(int ep)
{
	struct epoll_event events[16];
	for (;;) {
		int n = epoll_wait(ep, events, 16, -1);
		for (int i = 0; i < n; i++) {
			struct source *s = events[i].data.ptr;
			if (s->kind == 1) {
				int fd = accept4(s->fd, NULL, NULL, 0); /* expect: all=unhandled:busy-loop */
				if (fd < 0)
					continue;
				use(fd);
			} else if (s->kind == 2) {
				close(accept(s->fd, NULL, NULL));
			}
		}
	}
}
void one_array(struct pollfd *p, int n, int first_control)
{
	for (;;) {
		poll(p, n, -1);
		for (int i = 0; i < n; i++) {
			if (!p[i].revents)
				continue;
			if (i >= first_control) {
				close(accept(p[i].fd, NULL, NULL));
				continue;
			}
			int fd = accept4(p[i].fd, NULL, NULL, 0); /* expect: all=unhandled:busy-loop */
			if (fd >= 0)
				use(fd);
		}
	}
}
