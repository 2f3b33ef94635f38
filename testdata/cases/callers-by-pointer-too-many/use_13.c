#include "ops.h"

int use_13(const struct ops *o, int s)
{
	return o->take(s);
}
