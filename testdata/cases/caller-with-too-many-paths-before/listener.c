#include <poll.h>
#include "take.h"

static struct {
	struct listener *l;
	void (*call)(struct listener *l);
} watched;
static struct listener *others[8];

static void listener_accept(struct listener *l);
static void check(int n)
{
	struct listener *l = others[n & 7];
	if (l && n > l->max)
		listener_accept(l);
}
#define SIX(f, n) f(n), f(n + 1), f(n + 2), f(n + 3), f(n + 4), f(n + 5)
static void check_6(int n)
{
	SIX(check, n);
}
static void check_36(int n)
{
	SIX(check_6, n);
}
static void check_216(int n)
{
	SIX(check_36, n);
}
static void check_1296(int n)
{
	SIX(check_216, n);
}

static void listener_accept(struct listener *l)
{
	for (int max = l->max; max; max--) {
		int status = DONE, fd;
		check_1296(l->flags);
		fd = take(l, &status);
		if (fd < 0 && status == RETRY)
			continue;
		if (fd < 0)
			return;
		use(fd);
	}
}

void listen_on(struct listener *l)
{
	watched.l = l;
	watched.call = listener_accept;
}

void run(void)
{
	for (;;) {
		struct pollfd p = {watched.l->fd, POLLIN, 0};
		if (poll(&p, 1, -1) > 0)
			watched.call(watched.l);
	}
}
