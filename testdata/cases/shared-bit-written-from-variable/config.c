#include "modes.h"

void configure(unsigned long mode)
{
	modes = mode;
}
