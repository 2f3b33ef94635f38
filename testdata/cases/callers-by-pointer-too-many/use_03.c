#include "ops.h"

int use_03(const struct ops *o, int s)
{
	return o->take(s);
}
