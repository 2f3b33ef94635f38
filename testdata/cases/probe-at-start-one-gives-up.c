/* case: two places hang on the probe, and one of them gives up where it says no. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

static int have;

void probe(void)
{
	have = !(accept4(-1, NULL, NULL, 0) < 0 && errno == ENOSYS); /* expect: ENOSYS=unhandled|conditional rest=unhandled */
}

int take_control(int listener)
{
	if (!have)
		return -1;
	return accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
}

int take(int listener)
{
	if (have)
		return accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	return accept(listener, NULL, NULL);
}
