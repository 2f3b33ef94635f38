#include "request.h"

#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take(int listener)
{
	struct request r = {0};

	r.fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	r.error = errno;
	request_clear(&r);
	if (r.fd < 0 && r.error)
		r.fd = accept(listener, NULL, NULL);
	return r.fd;
}

int take_below(struct request *r, int listener)
{
	r->fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled */
	r->error = errno;
	request_clear_below(r);
	if (r->fd < 0 && r->error)
		r->fd = accept(listener, NULL, NULL);
	return r->fd;
}

int take_reset(struct request *r, int listener)
{
	r->fd = accept4(listener, NULL, NULL, 0); /* expect: all=unhandled|conditional */
	r->error = errno;
	request_reset(r);
	if (r->fd < 0 && r->error)
		r->fd = accept(listener, NULL, NULL);
	return r->fd;
}

int take_counted(struct request *r, int listener)
{
	r->fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	r->error = errno;
	request_count(r);
	if (r->fd < 0 && r->error)
		r->fd = accept(listener, NULL, NULL);
	return r->fd;
}

int take_with_flag(struct request *r, int listener)
{
	int fd = -1;

	r->use_new = 1;
	while (fd < 0) {
		if (!r->use_new)
			return accept(listener, NULL, NULL);
		fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
		if (fd < 0 && errno != ENOSYS)
			return -1;
		if (fd < 0)
			request_use_old(r);
	}
	return fd;
}
