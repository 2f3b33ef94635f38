/* case: this attempt leaves a flag behind, but what the flag leads to need not be the old call: the next attempt may
 * give up as well, before it or instead of it, for a reason of its own. */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
static int missing[5];
int quiet_hours(void);
int before_the_call(int s, int quiet)
{
	if (!missing[0]) {
		int fd = accept4(s, NULL, NULL, 0); /* expect: all=conditional */
		if (fd >= 0 || !(errno == ENOSYS || errno == EPERM || errno == ENOTSUP))
			return fd;
		missing[0] = 1;
	}
	if (quiet)
		return -1;
	return accept(s, NULL, NULL);
}
static int gone;
int in_the_arm(int s)
{
	int fd;
	if (gone) {
		if (quiet_hours())
			return -1;
		return accept(s, NULL, NULL);
	}
	fd = accept4(s, NULL, NULL, 0); /* expect: ENOSYS=conditional rest=unhandled */
	if (fd < 0 && errno == ENOSYS)
		gone = 1;
	return fd;
}
static int lacking;
int by_ending(int s)
{
	int fd;
	if (lacking) {
		if (quiet_hours())
			exit(1);
		return accept(s, NULL, NULL);
	}
	fd = accept4(s, NULL, NULL, 0); /* expect: ENOSYS=conditional rest=unhandled */
	if (fd < 0 && errno == ENOSYS)
		lacking = 1;
	return fd;
}
static int off;
int not_at_all(int s)
{
	int fd;
	if (off)
		return -1;
	fd = accept4(s, NULL, NULL, 0); /* expect: all=unhandled */
	if (fd < 0 && errno == ENOSYS)
		off = 1;
	return fd;
}
