#include "ops.h"

int use_20(const struct ops *o, int s)
{
	return o->take(s);
}
