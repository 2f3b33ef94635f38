#include "modes.h"

void use_ports(void)
{
#ifdef _WIN32
	modes = MODE_BLOCKING;
#else
	modes = MODE_POLL;
#endif
}
