#include "visit.h"

#include <errno.h>
#include <stdlib.h>

static visitor *remembered;

void remember(visitor *visit)
{
	remembered = visit;
}

void drop(int fd, void *data)
{
	if (fd < 0 && !data)
		abort();
}

void forget(int fd, void *data)
{
	errno = fd && data ? 0 : 5;
}

void count(int fd, void *data)
{
	*(int *)data += fd;
}
