#include "flag.h"

int have_accept4 = 1;

void note(void)
{
	have_accept4 = 1;
}
