#include "modes.h"

#define ADD(to, bits) ((to) |= (bits))

void configure(void)
{
	ADD(modes, 8);
}
