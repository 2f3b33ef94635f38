#include "ops.h"

int use_16(const struct ops *o, int s)
{
	return o->take(s);
}
