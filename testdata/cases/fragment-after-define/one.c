#include "take.inc"

int serve(int listener)
{
	return take(listener);
}
