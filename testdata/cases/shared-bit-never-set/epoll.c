#include "modes.h"

void use_epoll(void)
{
#ifdef HAVE_EDGE
	modes = MODE_EDGE
#else
	modes = MODE_POLL
#endif
		| MODE_EPOLL;
}
