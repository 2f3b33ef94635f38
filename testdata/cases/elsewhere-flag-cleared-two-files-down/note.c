#include "flag.h"
#include <stdio.h>

void note(void)
{
	puts("accept4 is missing");
	clear();
}
