#include "io.h"

int older(int listener)
{
	return plain(listener);
}
