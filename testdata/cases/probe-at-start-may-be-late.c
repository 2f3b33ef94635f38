/* case: the flag says that the call works until a probe says otherwise, which need not be called first. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

static int have = 1;

void probe(void)
{
	if (accept4(-1, NULL, NULL, 0) == -1 && errno == ENOSYS) /* expect: all=unhandled */
		have = 0;
}

int take(int listener)
{
	if (have)
		return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled|deferred|conditional */
	return accept(listener, NULL, NULL);
}
