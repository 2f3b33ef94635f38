#include "wrap.h"

int bad(int listener)
{
	return wrap_take(listener);
}
