#include "ops.h"

int use_26(const struct ops *o, int s)
{
	return o->take(s);
}
