/* case: the call is made in a function that a retry helper is given, with an object for the result: what its callers do with
 * the descriptor, two calls up, counts as if they had called it themselves. */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>
struct conn { int fd; };
struct ctx { int listener; int result; };
static int works = -1;
int wait_for(int fd);

static int try_accept(struct conn *s, void *data)
{
	struct ctx *ctx = data;
	if (works != 0) {
		ctx->result = accept4(s->fd, NULL, NULL, SOCK_CLOEXEC); /* expect: ENOSYS=handled EPERM=unhandled:error-returned ENOTSUP=unhandled flags=CLOEXEC:kept */
		if (ctx->result == -1 && works == -1)
			works = errno != ENOSYS;
	}
	if (works == 0)
		ctx->result = accept(s->fd, NULL, NULL);
	return ctx->result >= 0;
}

static int try_send(struct conn *s, void *data)
{
	return send(s->fd, data, 1, 0) >= 0;
}

static int retry_for(struct conn *s, int writing, int (*fn)(struct conn *, void *), void *data, int limit)
{
	for (int i = 0; i < limit; i++) {
		if (wait_for(s->fd) < 0)
			return -1;
		for (;;) {
			if (fn(s, data))
				return 0;
			if (errno != EINTR)
				break;
		}
		if (errno != EAGAIN)
			return -1;
	}
	return -1;
}

static int retry(struct conn *s, int writing, int (*fn)(struct conn *, void *), void *data)
{
	return retry_for(s, writing, fn, data, 10);
}

int take(struct conn *s)
{
	struct ctx ctx = {0, 0};
	if (retry(s, 0, try_accept, &ctx) < 0)
		return -1;
	int fd = ctx.result;
	if (!works) {
		if (fcntl(fd, F_SETFD, FD_CLOEXEC) < 0) {
			close(fd);
			return -1;
		}
	}
	return fd;
}

int put(struct conn *s)
{
	return retry(s, 1, try_send, "x");
}
