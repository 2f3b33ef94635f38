#include "ops.h"

int use_24(const struct ops *o, int s)
{
	return o->take(s);
}
