#include "ops.h"

int use_07(const struct ops *o, int s)
{
	return o->take(s);
}
