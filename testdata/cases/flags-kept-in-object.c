/* case: a function too large to be followed puts the descriptor into the object that it returns. It is still the caller's
 * to restore the flag of, and closing it through the object is closing it; a large logger in the helper that restores the
 * flag is no reason not to look into the helper. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct connection {
	struct connection *next;
	int fd, pool;
};

extern int level, levels[];
static struct connection *unused;

#define A(n) if (levels[n] > level) fprintf(stderr, "level %d\n", levels[n]);
#define B(n) A(n) A(n + 1) A(n + 2) A(n + 3) A(n + 4) A(n + 5) A(n + 6) A(n + 7)
#define C(n) B(n) B(n + 8) B(n + 16) B(n + 24) B(n + 32) B(n + 40) B(n + 48) B(n + 56)

static void report(const char *text)
{
	C(0) C(64) C(128) C(192)
	perror(text);
}

static struct connection *connection_get(int fd)
{
	struct connection *c = unused;
	if (!c) {
		report("no connection left");
		return NULL;
	}
	unused = c->next;
	c->next = NULL;
	c->fd = fd;
	return c;
}

static void connection_drop(struct connection *c)
{
	int fd = c->fd;
	c->next = unused;
	unused = c;
	c->fd = -1;
	if (close(fd) == -1)
		report("close");
}

static void set_flag(int fd)
{
	if (fcntl(fd, F_SETFD, FD_CLOEXEC) == -1)
		report("fcntl");
}

struct connection *take(int sock)
{
	struct connection *c;
	int fd = accept4(sock, 0, 0, SOCK_CLOEXEC); /* expect: all=handled flags=CLOEXEC:kept */
	if (fd < 0)
		fd = accept(sock, 0, 0);
	if (fd < 0)
		return NULL;
	c = connection_get(fd);
	if (!c) {
		close(fd);
		return NULL;
	}
	if (!c->pool) {
		connection_drop(c);
		return NULL;
	}
	set_flag(fd);
	return c;
}
