/* case: main() leaves the probe out where an option says so. */
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
		return accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=unhandled|conditional EPERM=unhandled ENOTSUP=unhandled */
	return accept(listener, NULL, NULL);
}

int main(int argc, char **argv)
{
	(void)argv;
	if (argc < 2)
		probe();
	return take(3) < 0;
}
