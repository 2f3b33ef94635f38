/* case: the number is given to functions that make system calls with it, in ways that are not followed: no table, but a
 * place that was not reached.
 * expect-exit: 3 */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>

static long through(int trace, long number, long first)
{
	return trace ? -1 : syscall(number, first, 0, 0, 0);
}

static long through_two(long number, long first)
{
	return through(0, number, first);
}

int to_a_helper(int listener)
{
	return (int)through(0, SYS_accept4, listener); /* expect-occurrence: unreached */
}

int to_a_helper_of_a_helper(int listener)
{
	return (int)through_two(SYS_accept4, listener); /* expect-occurrence: unreached */
}

int in_a_variable(int listener)
{
	long number = SYS_accept4; /* expect-occurrence: unreached */

	return (int)syscall(number, listener, 0, 0, 0);
}

static const long numbers[] = {SYS_accept, SYS_accept4}; /* expect-occurrence: unreached */

int in_a_table(int listener)
{
	return (int)syscall(numbers[1], listener, 0, 0, 0);
}

const char *name_of(long number)
{
	switch (number) {
	case SYS_accept4: /* expect-occurrence: table|look-alike */
		return "accept4"; /* expect-occurrence: string */
	default: return number == SYS_accept ? "accept" : "";
	}
}
