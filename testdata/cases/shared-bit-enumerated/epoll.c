#include "modes.h"

void use_epoll(void)
{
	modes |= MODE_EPOLL | MODE_EDGE;
}
