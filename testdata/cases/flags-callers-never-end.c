/* case: a flag is lost on the fallback path, and the caller goes on for ever, so that none of its paths came to an end
 * that said anything of the flag: "na" was said, as if it had not been asked for. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
	int listener, fd;
};

static int take(struct conn *c)
{
	int fd = accept4(c->listener, 0, 0, SOCK_CLOEXEC); /* expect: all=handled flags=CLOEXEC:lost,NONBLOCK:na */

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = accept(c->listener, 0, 0);
	if (fd < 0)
		return -1;
	c->fd = fd;
	return 0;
}

void serve(struct conn *c)
{
	if (take(c) == 0)
		fcntl(c->fd, F_SETFL, fcntl(c->fd, F_GETFL) | O_NONBLOCK);
	for (;;)
		pause();
}

static int take_marked(struct conn *c)
{
	int fd = accept4(c->listener, 0, 0, SOCK_CLOEXEC); /* expect: all=handled flags=CLOEXEC:kept,NONBLOCK:na */

	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
		fd = accept(c->listener, 0, 0);
	if (fd < 0)
		return -1;
	c->fd = fd;
	return 0;
}

void serve_marked(struct conn *c)
{
	if (take_marked(c) == 0)
		fcntl(c->fd, F_SETFD, FD_CLOEXEC);
	for (;;)
		pause();
}
