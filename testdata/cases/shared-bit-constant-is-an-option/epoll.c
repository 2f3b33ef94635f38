#include "modes.h"

#ifndef EPOLL_MODES
#define EPOLL_MODES MODE_EPOLL
#endif

void use_epoll(void)
{
	modes |= EPOLL_MODES;
}
