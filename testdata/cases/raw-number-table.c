/* case: the number defined for old headers is a table's entry, not a call. */
#include <stddef.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_accept4
#define SYS_accept4 288 /* expect-occurrence: table|macro-definition */
#endif

struct name {
	long number;
	const char *name;
};

const struct name names[] = {
	{SYS_accept, "accept"},
	{SYS_accept4, "accept4"}, /* expect-occurrence: table|look-alike string */
};

int take(int listener)
{
	return (int)syscall(SYS_accept4, listener, NULL, NULL, 0); /* expect: all=unhandled form=syscall */
}
