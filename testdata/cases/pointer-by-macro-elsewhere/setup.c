#include "hooks.h"

#include <errno.h>
#include <unistd.h>

static void strict_fail(int error)
{
	if (error == EPERM)
		_exit(3);
}

static const struct table own = ENTRY(2, forget);
static TABLE(strict);
const struct table *table = &own;
const struct pasted *pasted = &strict_table;

void setup(void)
{
	SET_HOOK(stop);
}
