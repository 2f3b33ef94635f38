#include "inherit.h"

int inherited;

void start(void)
{
	inherited = 1;
}
