#include "ops.h"

int use_17(const struct ops *o, int s)
{
	return o->take(s);
}
