#include <poll.h>

#include "loop.h"

static struct watch *first;

static int dispatch(struct watch *w)
{
	return w->func(w->fd, w->data);
}

static const struct watch_interface by_poll = {dispatch};

void loop_add(struct watch *w, int fd, watch_fn func, void *data)
{
	w->fd = fd;
	w->func = func;
	w->data = data;
	w->interface = &by_poll;
	w->next = first;
	first = w;
}

int loop_once(void)
{
	int n = 0;

	for (struct watch *w = first; w; w = w->next) {
		struct pollfd p = {.fd = w->fd, .events = POLLIN};

		if (poll(&p, 1, 0) > 0)
			n += w->interface->dispatch(w);
	}
	return n;
}
