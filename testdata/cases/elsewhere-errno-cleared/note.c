#include "note.h"
#include <errno.h>
#include <unistd.h>

void note(void)
{
	(void)!write(2, "accept\n", 7);
	errno = 0;
}
