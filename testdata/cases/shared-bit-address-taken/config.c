#include "modes.h"

void read_number(const char *name, unsigned long *into);

void configure(void)
{
	read_number("modes", &modes);
}
