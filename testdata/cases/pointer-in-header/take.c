#define _GNU_SOURCE
#include "take.h"

int take(int listener);

int take(int listener)
{
	return take_now(listener, NULL, NULL, 0);
}
