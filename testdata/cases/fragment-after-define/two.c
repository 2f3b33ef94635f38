#define MISSING ECONNABORTED
#include "take.inc"

int serve_other(int listener)
{
	return take(listener);
}
