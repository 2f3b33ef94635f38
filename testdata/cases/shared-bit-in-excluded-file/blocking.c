#include "modes.h"

void use_threads(void)
{
	modes |= MODE_BLOCKING;
}
