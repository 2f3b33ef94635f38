/* case: a table of options holds the flag's address. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

struct option {
	const char *name;
	int *value;
};

static int have;
static const struct option options[] = {{"have", &have}};

void parse(const char *name)
{
	if (name[0] == options[0].name[0])
		*options[0].value = 1;
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
