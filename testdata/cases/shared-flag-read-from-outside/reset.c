#include "inherit.h"
#include <stdlib.h>

void configure(const char *text)
{
	inherited = atoi(text);
}
