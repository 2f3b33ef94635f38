#include "ops.h"

int use_08(const struct ops *o, int s)
{
	return o->take(s);
}
