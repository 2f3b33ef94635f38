/* case: the number in a list, where the file makes no call with a number that it does not spell: a table. */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

static const struct {
	long number;
	const char *name;
} calls[] = {
	{SYS_accept, "accept"},
	{SYS_accept4, "accept4"}, /* expect-occurrence: table string */
};

long print(void)
{
	long first = calls[1].number == SYS_accept4; /* expect-occurrence: table|look-alike */

	printf("%ld %s\n", first, calls[1].name);
	printf("%d\n", SYS_accept4); /* expect-occurrence: table */
	return syscall(SYS_getpid);
}
