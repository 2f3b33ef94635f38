#include "modes.h"

#define SET(bits) (modes |= (bits))

void configure(void)
{
	SET(8);
}
