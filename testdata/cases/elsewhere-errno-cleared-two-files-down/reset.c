#include "note.h"

void reset(int *value)
{
	*value = 0;
}
