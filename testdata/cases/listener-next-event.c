/* case: accept() of a later event of the loop is for another connection, however the event says so: compared inside an
 * inner loop, told by a function that nobody sees, through the entries that epoll_wait() fills, by a struct's member.
 */
#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
void use(int fd);
int next_event(int i);
int is_control(int fd);
void told_by_a_function(int n)
{
	for (int i = 0;; i++) {
		int ready = next_event(i % n);
		if (is_control(ready)) {
			close(accept(ready, NULL, NULL));
			continue;
		}
		int fd = accept4(ready, NULL, NULL, 0); /* expect: all=unhandled:busy-loop */
		if (fd < 0)
			continue;
		use(fd);
	}
}
void entries(int ep)
{
	struct epoll_event events[16];
	for (;;) {
		int n = epoll_wait(ep, events, 16, -1);
		for (int i = 0; i < n; i++) {
			if (events[i].events & EPOLLPRI) {
				close(accept(events[i].data.fd, NULL, NULL));
			} else {
				int fd =
					accept4(events[i].data.fd, NULL, NULL, 0); /* expect: all=unhandled:busy-loop */
				if (fd >= 0)
					use(fd);
			}
		}
	}
}
struct source {
	int fd, kind;
};
void members(int ep)
{
	struct epoll_event event;
	for (;;) {
		if (epoll_wait(ep, &event, 1, -1) < 1)
			continue;
		struct source *s = event.data.ptr;
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
