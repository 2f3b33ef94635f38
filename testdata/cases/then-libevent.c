/* case: a callback that is handed to a known event loop's interface is called again at once while the connection waits;
 * not where it removes its event, or hands the error on to whoever asked for the connection. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

struct event;
struct request;
struct event *event_new(void *base, int fd, short what, void (*callback)(int, short, void *), void *data);
int event_del(struct event *e);
void request_failed(struct request *r, int error);

static void stays(int fd, short what, void *data)
{
	int *out = data;
	int conn = accept4(fd, NULL, NULL, SOCK_CLOEXEC); /* expect: all=unhandled:busy-loop */
	(void)what;
	if (conn < 0)
		return;
	*out = conn;
}

struct door {
	struct event *event;
	struct request *waiting;
	int conn;
};

static void goes(int fd, short what, void *data)
{
	struct door *d = data;
	int conn = accept4(fd, NULL, NULL, SOCK_CLOEXEC); /* expect: all=unhandled:silently-dropped */
	(void)what;
	if (conn < 0) {
		event_del(d->event);
		return;
	}
	d->conn = conn;
}

static void tells(int fd, short what, void *data)
{
	struct door *d = data;
	int conn = accept4(fd, NULL, NULL, SOCK_CLOEXEC); /* expect: all=unhandled:error-returned */
	(void)what;
	if (conn < 0) {
		request_failed(d->waiting, errno);
		return;
	}
	d->conn = conn;
}

void start(void *base, int fd, struct door *d)
{
	d->event = event_new(base, fd, 2, stays, &d->conn);
	d->event = event_new(base, fd, 2, goes, d);
	d->event = event_new(base, fd, 2, tells, d);
}
