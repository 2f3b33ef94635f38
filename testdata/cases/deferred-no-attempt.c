/* case: an invocation that never comes as far as the decision is no attempt; the one that does falls back always. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
int busy(void);
void use(int fd);
static int missing;
int returns_before(int s)
{
	int fd;
	if (busy())
		return -1;
	if (missing)
		return accept(s, NULL, NULL);
	fd = accept4(s, NULL, NULL, 0); /* expect: ENOSYS=deferred rest=unhandled */
	if (fd < 0 && errno == ENOSYS)
		missing = 1;
	return fd;
}
static int gone;
int asks_inside(int s, int wanted)
{
	int fd = -1;
	if (wanted) {
		if (gone)
			fd = accept(s, NULL, NULL);
		else
			fd = accept4(s, NULL, NULL, 0); /* expect: ENOSYS=deferred rest=unhandled */
		if (fd < 0 && !gone && errno == ENOSYS)
			gone = 1;
	}
	return fd;
}
static int lacking;
void in_a_loop(int s)
{
	while (busy()) {
		int fd;
		if (lacking)
			fd = accept(s, NULL, NULL);
		else
			fd = accept4(s, NULL, NULL, 0); /* expect: ENOSYS=deferred rest=unhandled */
		if (fd < 0) {
			lacking |= errno == ENOSYS;
			return;
		}
		use(fd);
	}
}
static int absent;
int goes_on_afterwards(int s, int *more)
{
	int fd = -1;
	do {
		if (!absent)
			fd = accept4(s, NULL, NULL, 0); /* expect: ENOSYS=deferred rest=unhandled */
		else
			fd = accept(s, NULL, NULL);
		if (fd < 0 && !absent && errno == ENOSYS) {
			absent = 1;
			continue;
		}
		if (fd < 0 && !*more)
			return -1;
		use(fd);
	} while (*more);
	return fd;
}
