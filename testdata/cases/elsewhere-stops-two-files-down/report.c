#include "report.h"
#include <stdio.h>

void report(const char *what)
{
	perror(what);
	leave();
}
