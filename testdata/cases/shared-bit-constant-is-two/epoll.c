#include "modes.h"

#ifdef HAVE_EPOLL
#define BEST MODE_EPOLL
#else
#define BEST (MODE_POLL | MODE_BLOCKING)
#endif

void use_best(void)
{
	modes |= BEST;
}
