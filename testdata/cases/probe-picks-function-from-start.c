/* case: the function that makes the call is there from the start, and the probe takes it away again. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

typedef int (*take_fn)(int);

struct io {
	take_fn take;
};

static int take_old(int listener)
{
	return accept(listener, NULL, NULL);
}

static int take_new(int listener)
{
	return accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled ENOTSUP=unhandled */
}

static void choose(struct io *io)
{
	if (accept4(-1, NULL, NULL, 0) < 0 && errno == ENOSYS) /* expect: ENOSYS=handled rest=unhandled */
		io->take = take_old;
}

int main(void)
{
	struct io io = {take_new};
	choose(&io);
	for (;;) {
		int fd = io.take(3);
		if (fd < 0)
			return 1;
	}
}
