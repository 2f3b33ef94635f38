#include "ops.h"

int use_05(const struct ops *o, int s)
{
	return o->take(s);
}
