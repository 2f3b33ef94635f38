#include "ops.h"

int use_22(const struct ops *o, int s)
{
	return o->take(s);
}
