/* case: the function that makes the call stands in a variable of its own, too: array. */
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
	return accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
}

static take_fn all[] = {take_old, take_new};

int take_by_number(int number, int listener)
{
	return all[number](listener);
}

static void choose(struct io *io)
{
	if (accept4(-1, NULL, NULL, 0) < 0 && errno == ENOSYS) /* expect: EPERM=unhandled ENOTSUP=unhandled */
		return;
	io->take = take_new;
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
