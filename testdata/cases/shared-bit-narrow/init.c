#include "modes.h"

signed char modes;

void use_epoll(void)
{
	modes = MODE_POLL;
	modes |= MODE_EPOLL;
}
