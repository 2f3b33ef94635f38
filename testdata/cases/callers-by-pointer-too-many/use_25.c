#include "ops.h"

int use_25(const struct ops *o, int s)
{
	return o->take(s);
}
