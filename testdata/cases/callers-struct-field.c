/* case: result and error are left in a structure, which the caller looks into. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

struct request {
	int listener;
	int fd;
	int error;
};

static void start(struct request *r)
{
	r->fd = accept4(r->listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled ENOTSUP=unhandled */
	r->error = r->fd < 0 ? errno : 0;
}

int take(struct request *r)
{
	start(r);
	if (r->error == ENOSYS) {
		r->fd = accept(r->listener, NULL, NULL);
		r->error = 0;
	}
	return r->fd;
}
