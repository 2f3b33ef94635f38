/* case: the call is behind nine macros, and behind twelve: no number of them ends the search. */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/socket.h>

#define A0(l) accept4(l, NULL, NULL, 0)
#define A1(l) A0(l)
#define A2(l) A1(l)
#define A3(l) A2(l)
#define A4(l) A3(l)
#define A5(l) A4(l)
#define A6(l) A5(l)
#define A7(l) A6(l)
#define A8(l) A7(l)
#define A9(l) A8(l)
#define B0(l) A9(l)
#define B1	B0

int take_nine(int listener)
{
	return A8(listener); /* expect: all=unhandled:error-returned form=macro */
}

int take_ten(int listener)
{
	return A9(listener); /* expect: all=unhandled:error-returned form=macro */
}

int take_twelve(int listener)
{
	return B1(listener); /* expect: all=unhandled:error-returned form=macro */
}
