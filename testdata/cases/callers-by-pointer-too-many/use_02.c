#include "ops.h"

int use_02(const struct ops *o, int s)
{
	return o->take(s);
}
