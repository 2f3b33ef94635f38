#include "inherit.h"

void reset(void)
{
	inherited = 1;
}
