/* case: a probe installs the function that makes the call. */
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
	return accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
}

static void choose(struct io *io)
{
	static take_fn chosen;
	if (!chosen) {
		chosen = io->take;
		(void)accept4(-1, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
		if (errno != ENOSYS)
			chosen = take_new;
	}
	io->take = chosen;
}

int main(void)
{
	struct io io = {take_old};
	choose(&io);
	for (;;) {
		int fd = io.take(3);
		if (fd < 0)
			return 1;
	}
}
