#include "flag.h"

int have_accept4 = 1;

void clear(void)
{
	have_accept4 = 0;
}
