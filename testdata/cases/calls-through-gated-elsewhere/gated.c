#include "gated.h"

int serve_gated(int listener, int flags)
{
	int fd = take_gated(listener, NULL, NULL, flags);

	if (fd < 0 && errno == ENOSYS && take_gated != take_the_old_way) {
		take_gated = take_the_old_way;
		fd = take_gated(listener, NULL, NULL, flags);
	}
	return fd;
}
