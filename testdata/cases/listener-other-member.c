/* case: two listeners that are members of one object: what is accepted on the control socket is no answer to a failure
 * on the other one, neither at once nor when the event loop comes round. */
#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct server {
	int listener, control, current;
	int clients[64], n;
};

static void add(struct server *s, int fd)
{
	if (s->n < 64)
		s->clients[s->n++] = fd;
	else
		close(fd);
}

void serve(void)
{
	struct server *s = calloc(1, sizeof(*s));
	struct pollfd events[2];

	for (;;) {
		poll(events, 2, -1);
		if (events[0].revents) {
			int fd = accept4(s->listener, NULL, NULL, SOCK_CLOEXEC); /* expect: all=unhandled:busy-loop */
			if (fd < 0)
				continue;
			add(s, fd);
		}
		if (events[1].revents) {
			int fd = accept(s->control, NULL, NULL);
			if (fd >= 0)
				close(fd);
		}
	}
}

int next_event(struct server *s);

void serve_current(struct server *s)
{
	for (;;) {
		s->current = next_event(s);
		if (s->current == s->listener) {
			int fd = accept4(s->current, NULL, NULL, 0); /* expect: all=unhandled */
			if (fd < 0)
				continue;
			add(s, fd);
		} else if (s->current == s->control) {
			int fd = accept(s->control, NULL, NULL);
			if (fd >= 0)
				close(fd);
		}
	}
}

/* A copy of it is the same listener. */
int take(struct server *s)
{
	s->current = s->listener;
	int fd = accept4(s->current, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled ENOTSUP=unhandled */
	if (fd < 0 && errno == ENOSYS)
		fd = accept(s->listener, NULL, NULL);
	return fd;
}
