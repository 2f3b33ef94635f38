#include "modes.h"

void use_poll(void)
{
	modes = MODE_POLL;
}
