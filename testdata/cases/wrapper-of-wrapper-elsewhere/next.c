#include "io.h"

int take_next(int listener)
{
	return take4(listener);
}
