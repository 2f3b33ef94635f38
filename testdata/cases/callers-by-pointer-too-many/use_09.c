#include "ops.h"

int use_09(const struct ops *o, int s)
{
	return o->take(s);
}
