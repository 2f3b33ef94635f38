#include "take.h"

int serve_by_table(int listener)
{
	int fd = TAKE(listener);

	if (fd < 0 && errno == EPERM)
		fd = accept(listener, NULL, NULL);
	return fd;
}
