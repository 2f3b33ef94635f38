#define _GNU_SOURCE
#include "take.h"

struct net_calls net_calls;

static take_function *best = accept4; /* expect: all=conditional form=fnptr */

static void install(struct net_calls *calls, take_function *take)
{
	calls->take_any = take;
}

void start(void)
{
	install(&net_calls, best);
}

int serve_well(int listener)
{
	int fd = best(listener, NULL, NULL, 0);

	return fd < 0 ? accept(listener, NULL, NULL) : fd;
}
