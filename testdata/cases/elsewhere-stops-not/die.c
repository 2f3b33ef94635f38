#include "die.h"
#include <stdio.h>

void fatal(const char *what)
{
	fputs(what, stderr);
}
