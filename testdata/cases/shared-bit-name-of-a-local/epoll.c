#include "modes.h"

void use_best(unsigned long best)
{
	modes |= best;
}
