#include "ops.h"

int use_23(const struct ops *o, int s)
{
	return o->take(s);
}
