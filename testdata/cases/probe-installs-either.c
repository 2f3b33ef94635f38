/* case: a probe that puts the function that makes the call into a table's member when it works; else it puts the one
 * that makes the older call there, outright. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
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

static void take_the_old_way(struct listener *listener)
{
	int fd = accept(listener->fd, NULL, NULL);

	if (fd < 0) {
		note("accept", errno);
		return;
	}
	fcntl(fd, F_SETFL, O_NONBLOCK);
	serve(listener, fd);
}

static void take_the_new_way(struct listener *listener)
{
	int fd = accept4(listener->fd, NULL, NULL, SOCK_NONBLOCK); /* expect: ENOSYS=handled rest=unhandled */

	if (fd < 0)
		note("accept4", errno); /* expect-occurrence: string */
	else
		serve(listener, fd);
}

static struct io_calls plain_io;

static void try_call(struct io_calls *io)
{
	if (accept4(-1, NULL, NULL, SOCK_NONBLOCK) < 0 && errno == ENOSYS) /* expect: ENOSYS=handled rest=unhandled */
		io->take = take_the_old_way;
	else
		io->take = take_the_new_way;
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
