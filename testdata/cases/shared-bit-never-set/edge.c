#include "modes.h"

int use_edge(int wanted)
{
	if (modes & MODE_EPOLL)
		modes |= (MODE_EDGE | 0x10);
	else
		modes &= ~0UL << 1;
	return wanted && modes != 0;
}
