#include "ops.h"

int use_04(const struct ops *o, int s)
{
	return o->take(s);
}
