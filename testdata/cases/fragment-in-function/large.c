/* Larger than server.c, and breaks in the middle: the smaller one is taken. Larger than server.c, and breaks in the middle. */
int other(int listener)
{
	int fd = nothing_of_the_kind(listener));
#include "parts/step.inc"
}
