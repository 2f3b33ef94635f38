#include "ops.h"

int use_15(const struct ops *o, int s)
{
	return o->take(s);
}
