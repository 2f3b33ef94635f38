/* case: the flag says that the call works until the probe has found out, and main() asks before anything else. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

static int have = 1;

static void probe(void)
{
	if (accept4(-1, NULL, NULL, 0) == -1 && errno == ENOSYS) /* expect: ENOSYS=handled rest=unhandled */
		have = 0;
}

static int take(int listener)
{
	if (have)
		return accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	return accept(listener, NULL, NULL);
}

int main(void)
{
	probe();
	for (;;) {
		int fd = take(3);
		if (fd < 0)
			return 1;
	}
}
