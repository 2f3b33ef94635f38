#include "loop.h"

#include <poll.h>

static struct pollfd polled[8];
static void (*callbacks[8])(int, void *);
static void *datas[8];
static int n_watched;

void loop_watch(int fd, void (*callback)(int, void *), void *data)
{
	polled[n_watched] = (struct pollfd){.fd = fd, .events = POLLIN};
	callbacks[n_watched] = callback;
	datas[n_watched++] = data;
}

void loop_run(void)
{
	while (poll(polled, (unsigned)n_watched, -1) > 0)
		for (int i = 0; i < n_watched; i++)
			if (polled[i].revents)
				callbacks[i](polled[i].fd, datas[i]);
}
