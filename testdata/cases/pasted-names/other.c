#include "pieces.h"

/* Pieces of the name, but none of its uses. */
int NEWER(except)(int accept)
{
	return JOIN_(acc, ept) + 4;
}
