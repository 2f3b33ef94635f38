#include "always.h"
#include <stddef.h>

int take_wrapped(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect-occurrence: look-alike */
}
