#include "take.h"
#include <errno.h>

int a(int listener)
{
	int fd = take_new(listener);
	return fd < 0 && errno == ENOSYS ? accept(listener, NULL, NULL) : fd;
}
