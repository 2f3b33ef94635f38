/* case: an option writes the flag through its address. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

static int have;

void parse(int argc, char **argv, void (*set)(int *, const char *))
{
	if (argc > 1)
		set(&have, argv[1]);
}

void probe(void)
{
	have = !(accept4(-1, NULL, NULL, 0) == -1 && errno == ENOSYS); /* expect: all=unhandled */
}

int take(int listener)
{
	if (have)
		return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	return accept(listener, NULL, NULL);
}
