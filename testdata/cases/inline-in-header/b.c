#include "take.h"
#include <errno.h>

int b(int listener)
{
	int fd = take_new(listener);
	if (fd < 0 && errno == ENOSYS)
		return accept(listener, NULL, NULL);
	return fd;
}
