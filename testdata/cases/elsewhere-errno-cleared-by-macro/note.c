#include "note.h"
#include <unistd.h>

void note(void)
{
	set_last_error(EIO);
	(void)!write(2, "accept\n", 7);
}
