#include "ops.h"

int use_21(const struct ops *o, int s)
{
	return o->take(s);
}
