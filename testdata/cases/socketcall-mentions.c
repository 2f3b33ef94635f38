/* case: an operation's name in a table, a switch and a definition is no call. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/net.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_ACCEPT4
#define SYS_ACCEPT4 18 /* expect-occurrence: macro-definition */
#endif

const char *const names[] = {
	[SYS_ACCEPT] = "accept", [SYS_ACCEPT4] = "accept4", /* expect-occurrence: table string */
};

int arguments_of(int operation)
{
	switch (operation) {
	case SYS_ACCEPT4: return 4;
	default: return operation == SYS_ACCEPT ? 3 : 0;
	}
}
