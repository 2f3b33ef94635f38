/* case: a flag that a failure sets makes the next attempt ask accept(), but on another socket than the one that accept4()
 * was called for: a number, another member, another argument. That stands in for no attempt; on the same one, whether
 * named directly, by a copy or by a conversion, it does. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

struct server {
	int listener, control;
};
void use(int fd);

void on_standard_input(struct server *s)
{
	static int missing;
	int fd;
	if (!missing)
		fd = accept4(s->listener, NULL, NULL, 0); /* expect: all=unhandled */
	else
		fd = accept(0, NULL, NULL);
	if (fd < 0) {
		missing |= errno == ENOSYS;
		return;
	}
	use(fd);
}

void on_another_member(struct server *s)
{
	static int missing;
	int fd;
	if (!missing)
		fd = accept4(s->listener, NULL, NULL, 0); /* expect: all=unhandled */
	else
		fd = accept(s->control, NULL, NULL);
	if (fd < 0) {
		missing |= errno == ENOSYS;
		return;
	}
	use(fd);
}

void on_another_argument(int first, int second)
{
	static int missing;
	int fd;
	if (!missing)
		fd = accept4(first, NULL, NULL, 0); /* expect: all=unhandled */
	else
		fd = accept(second, NULL, NULL);
	if (fd < 0) {
		missing |= errno == ENOSYS;
		return;
	}
	use(fd);
}

void in_a_loop(struct server *s)
{
	static int missing;
	for (;;) {
		int fd;
		if (!missing)
			fd = accept4(s->listener, NULL, NULL, 0); /* expect: all=unhandled */
		else
			fd = accept(0, NULL, NULL);
		if (fd >= 0) {
			use(fd);
			continue;
		}
		if (missing || errno != ENOSYS)
			return;
		missing = 1;
	}
}

void on_the_same(struct server *s)
{
	static int missing;
	int fd, same = s->listener;
	if (!missing)
		fd = accept4(s->listener, NULL, NULL, 0); /* expect: ENOSYS=deferred rest=unhandled */
	else
		fd = (int)syscall(SYS_accept, (long)same, NULL, NULL);
	if (fd < 0) {
		missing |= errno == ENOSYS;
		return;
	}
	use(fd);
}

void of_two_places(struct server *s, int which)
{
	static int missing;
	int listener = which ? s->control : s->listener, fd;
	if (!missing)
		fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=deferred rest=unhandled */
	else
		fd = accept(listener, NULL, NULL);
	if (fd < 0) {
		missing |= errno == ENOSYS;
		return;
	}
	use(fd);
}
