#include "ops.h"

int use_18(const struct ops *o, int s)
{
	return o->take(s);
}
