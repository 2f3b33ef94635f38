#include "loop.h"
#include <poll.h>

void run(int listener)
{
	struct pollfd p = {.fd = listener, .events = POLLIN};

	for (;;)
		if (poll(&p, 1, -1) > 0)
			on_listener(listener);
}
