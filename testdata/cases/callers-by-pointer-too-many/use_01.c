#include "ops.h"

int use_01(const struct ops *o, int s)
{
	return o->take(s);
}
