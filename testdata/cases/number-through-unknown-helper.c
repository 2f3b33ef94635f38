/* case: helpers that do more than syscall(), or stand elsewhere: the number is no table's, and what becomes of it is
 * not known.
 * expect-exit: 3 */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

long raw_call(long number, long a, long b, long c, long d);
int allow(void *filter, int number);

static long negated(long number, long a, long b, long c, long d)
{
	long result = syscall(number, a, b, c, d);

	return result < 0 ? -errno : result;
}

int take(int listener)
{
	return (int)negated(SYS_accept4, listener, 0, 0, 0); /* expect-occurrence: unreached */
}

int take_elsewhere(int listener)
{
	return (int)raw_call(SYS_accept4, listener, 0, 0, 0); /* expect-occurrence: unreached */
}

int permit(void *filter)
{
	return allow(filter, SYS_accept4); /* expect-occurrence: table */
}
