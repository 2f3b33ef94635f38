/* case: what is remembered is a function: on ENOSYS the pointer is turned to the old way, and called. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int modern(int listener);
static int old(int listener);
static int (*take_one)(int) = modern;

static int old(int listener)
{
	return accept(listener, NULL, NULL);
}

static int modern(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	if (fd < 0 && errno == ENOSYS) {
		take_one = old;
		return take_one(listener);
	}
	return fd;
}

int take(int listener)
{
	return take_one(listener);
}
