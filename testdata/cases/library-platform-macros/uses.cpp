#include "core_unix.h"

int take_one(int s)
{
	return take(s);
}
