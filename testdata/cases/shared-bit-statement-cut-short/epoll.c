#include "modes.h"

void use_epoll(void)
{
	modes = MODE_POLL
#ifdef ONLY_POLL
		;
#else
		| MODE_BLOCKING;
#endif
}
