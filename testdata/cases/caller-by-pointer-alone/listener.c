#include "protocol.h"
void listener_accept(struct listener *l)
{
	for (int max = l->max; max; max--) {
		int status = DONE;
		struct conn *c = NULL;
		if (l->rx.flags & 1)
			c = l->rx.proto->accept_conn(l, &status);
		if (!c) {
			switch (status) {
			case DONE: return;
			case RETRY: continue;
			default: return;
			}
		}
		use(c);
	}
}
