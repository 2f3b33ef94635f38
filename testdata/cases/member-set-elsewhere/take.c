#include "hooks.h"

#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int take_assigned(struct server *s)
{
	int listener = s->fd;
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional|unknown ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		s->assigned(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_named(struct server *s)
{
	int listener = s->fd;
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional|unknown ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		if (s->table->named)
			s->table->named(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_placed(struct server *s)
{
	int listener = s->fd;
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional|unknown ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		s->places->placed(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_beside(struct server *s)
{
	int listener = s->fd;
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0) {
		s->places->mild(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_copied(struct server *s)
{
	int listener = s->fd;
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional|unknown ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		s->copy.named(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_set(struct server *s)
{
	int listener = s->fd;
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional|unknown ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		(*s->set)(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_taken(struct server *s)
{
	int listener = s->fd;
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional|unknown ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		void (*own)(int) = s->taken;
		own(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_told(struct server *s)
{
	int listener = s->fd;
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional|unknown ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		tell(s, errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}
