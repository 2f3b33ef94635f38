#include "hooks.h"

#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

hook *assigned, *mild;
static hook *handed;

void set_hook(hook *next)
{
	handed = next;
}

int take_assigned(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional|unknown ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		assigned(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_handed(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional|unknown ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		if (handed)
			handed(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_started(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional|unknown ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		(*started)(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_got(int listener)
{
	hook *own = pass;
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional|unknown ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		get_hook(&own);
		own(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_chosen(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional|unknown ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		choose_hook(listener)(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_given(int listener, hook *given)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: EPERM=unhandled|conditional|unknown ENOSYS=handled ENOTSUP=handled */
	if (fd < 0) {
		given(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_mildly(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0) {
		mild(errno);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(listener, NULL, NULL);
	}
	return fd;
}
