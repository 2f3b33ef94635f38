#include <errno.h>
#include <net/all.h>

int take(int fd)
{
	int c = NET_ACCEPT(fd); /* expect: all=unhandled form=macro */

	return c < 0 ? -errno : c;
}
