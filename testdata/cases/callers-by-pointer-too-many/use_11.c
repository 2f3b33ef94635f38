#include "ops.h"

int use_11(const struct ops *o, int s)
{
	return o->take(s);
}
