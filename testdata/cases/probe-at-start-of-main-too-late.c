/* case: main() takes a connection before the probe, and after it. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

static int have = 1;

static void probe(void)
{
	if (accept4(-1, NULL, NULL, 0) == -1 && errno == ENOSYS) /* expect: EPERM=unhandled ENOTSUP=unhandled */
		have = 0;
}

static int take(int listener)
{
	if (have)
		return accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled ENOTSUP=unhandled ENOSYS=unhandled|conditional|deferred */
	return accept(listener, NULL, NULL);
}

int main(void)
{
	int fd = take(3);
	if (fd < 0)
		return 1;
	probe();
	return take(4) < 0;
}
