#include "ops.h"

int use_19(const struct ops *o, int s)
{
	return o->take(s);
}
