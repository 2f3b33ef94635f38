#include "hooks.h"

#include <errno.h>
#include <stdlib.h>

struct link *links;
struct made made, mild;
union either either, started = {clear};
hook *stored = pass;

void clear(int error)
{
	errno = error ? 0 : 5;
}

void pass(int error)
{
	(void)error;
}

static void clear_both(int error, int more)
{
	errno = error && more ? 0 : 5;
}

void add_link(void (*called)(int error, int more))
{
	struct link *link = malloc(sizeof(*link));
	*link = (struct link){links, called};
	links = link;
}

static struct made make(hook *run)
{
	struct made m = {1, run};
	return m;
}

void fill_hooks(hook **out)
{
	out[1] = clear;
}

int main(void)
{
	add_link(clear_both);
	made = make(clear);
	mild = (struct made){2, pass};
	either.plain = (void *)clear;
	__atomic_store_n(&stored, clear, __ATOMIC_SEQ_CST);
	return 0;
}
