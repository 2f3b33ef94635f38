/* case: the functions are put into the member at run time. */
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

void choose(struct ops *o, int i)
{
	if (i)
		o->failed = stop;
	else
		o->failed = pass;
}

int take(int listener, struct ops *o)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=conditional rest=handled */
	if (fd < 0) {
		o->failed(errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}
