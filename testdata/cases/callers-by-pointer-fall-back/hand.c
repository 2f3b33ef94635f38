#include "take.h"

int hand_up(int listener)
{
	return between_take(listener);
}
