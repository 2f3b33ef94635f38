#include "ops.h"

int use_12(const struct ops *o, int s)
{
	return o->take(s);
}
