/* case: every function that the table may name ends the program. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

struct ops {
	int kind;
	void (*failed)(int error);
};

static void stop(int error)
{
	if (error == EPERM)
		_exit(3);
}

static void pass(int error)
{
	(void)error;
}

static const struct ops strict = {.failed = stop}, loose = {.failed = stop};

int take(int listener, const struct ops *o)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled:exit rest=handled */
	if (fd < 0) {
		o->failed(errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

const struct ops *pick(int i)
{
	return i ? &strict : &loose;
}

void unused(void)
{
	pass(0);
}
