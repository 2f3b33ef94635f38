#include "end.h"
#include <stdio.h>
#include <windows.h>

/* What ends the program is the other system's. */
void fatal(const char *what)
{
	fprintf(stderr, "%s\n", what);
	ExitProcess(3);
}
