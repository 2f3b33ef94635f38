/* case: a macro is given the name and the call's arguments: where it makes another name of it, it is a look-alike; where
 * nothing can be seen of it (a number for inline assembly), it is no such thing.
 * expect-exit: 3 */
#include <stddef.h>

struct sockaddr;

#define WRAPPED(name, ...) wrapped_##name(__VA_ARGS__)
#define TRAP(name, a, b, c, d) trap(NUMBER_OF_##name, (long)(a), (long)(b), (long)(c), (long)(d))
#define NUMBER_OF_accept4 288
#define KNOWN(name) known(#name)

int wrapped_accept4(int listener, struct sockaddr *who, unsigned *size, int flags);
long trap(long number, long a, long b, long c, long d);
int known(const char *name);

int take_wrapped(int listener)
{
	return WRAPPED(accept4, listener, NULL, NULL, 0); /* expect-occurrence: look-alike */
}

int take_trapped(int listener)
{
	return (int)TRAP(accept4, listener, NULL, NULL, 0); /* expect-occurrence: unreached */
}

int ask(void)
{
	return KNOWN(accept4); /* expect-occurrence: look-alike */
}
