#include <poll.h>
#include "protocol.h"
static struct {
	struct listener *l;
	void (*call)(struct listener *l);
} watched;
void listen_on(struct listener *l)
{
	watched.l = l;
	watched.call = listener_accept;
}
void run(void)
{
	for (;;) {
		struct pollfd p = {watched.l->rx.fd, POLLIN, 0};
		if (poll(&p, 1, -1) > 0)
			watched.call(watched.l);
	}
}
