#include "note.h"
#include <errno.h>
#include <unistd.h>

void note(void)
{
	int saved = errno;
	errno = 0;
	(void)!write(2, "accept\n", 7);
	errno = saved;
}
