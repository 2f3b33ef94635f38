#include "ops.h"

int use_14(const struct ops *o, int s)
{
	return o->take(s);
}
