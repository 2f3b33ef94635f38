/* case: a probe that puts the function that makes the call into a table's member when it works; but what is
 * there else makes no call at all. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

struct listener {
	int fd;
	void (*take)(struct listener *listener);
};

struct io_calls {
	void (*take)(struct listener *listener);
	void (*drop)(struct listener *listener);
};

void note(const char *what, int error);
void serve(struct listener *listener, int fd);
int engine_start(struct listener *listener);
void on_ready(struct listener *listener);

static void take_nothing(struct listener *listener)
{
	note("no connection is taken", listener->fd);
}

static void take_the_new_way(struct listener *listener)
{
	int fd = accept4(listener->fd, NULL, NULL, SOCK_NONBLOCK); /* expect: ENOSYS=handled rest=unhandled */

	if (fd < 0)
		note("accept4", errno); /* expect-occurrence: string */
	else
		serve(listener, fd);
}

static struct io_calls plain_io = {.take = take_nothing};

static void try_call(struct io_calls *io)
{
	static void (*best)(struct listener *);

	if (!best) {
		best = io->take;
		(void)accept4(-1, NULL, NULL, SOCK_NONBLOCK); /* expect: all=unhandled */
		if (errno != ENOSYS)
			best = take_the_new_way;
		else
			note("accept4", ENOSYS); /* expect-occurrence: string */
	}
	io->take = best;
}

int engine_start(struct listener *listener)
{
	try_call(&plain_io);
	listener->take = plain_io.take;
	return 0;
}

void on_ready(struct listener *listener)
{
	listener->take(listener);
}
