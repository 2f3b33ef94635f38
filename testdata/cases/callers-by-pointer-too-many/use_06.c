#include "ops.h"

int use_06(const struct ops *o, int s)
{
	return o->take(s);
}
