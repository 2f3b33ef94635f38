#include "flag.h"

int have_accept4 = 1;

void accept4_is_missing(void)
{
	have_accept4 = 0;
}
