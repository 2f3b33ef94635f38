#include "ops.h"

int use_10(const struct ops *o, int s)
{
	return o->take(s);
}
