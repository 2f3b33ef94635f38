#include "modes.h"

unsigned long modes;

void use_poll(void)
{
	modes = MODE_POLL;
}
