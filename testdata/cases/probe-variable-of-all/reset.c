#include "probe.h"

void turn_on(void)
{
	reset = 1;
}
