/* case: what keeps the call away at first is undone by the function itself: by its errno after the older call has failed
 * as well, or by a constant; from then on the call is made, and it fails each time. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

static int computed = -1, constant = -1, never = -1;


static void probe_computed(void)
{
	int fd = accept4(-1, NULL, NULL, 0);
	computed = fd >= 0 || errno != ENOSYS; /* expect[-1]: ENOSYS=conditional|handled|unhandled rest=unhandled */
}

int by_what_accept_says(int lfd)
{
	int fd;
	if (computed < 0)
		probe_computed();
	fd = computed ? accept4(lfd, NULL, NULL, 0) : accept(lfd, NULL, NULL); /* expect: all=unhandled */
	if (fd < 0)
		computed = errno != EINVAL;
	return fd;
}

static void probe_constant(void)
{
	int fd = accept4(-1, NULL, NULL, 0);
	constant = fd >= 0 || errno != ENOSYS; /* expect[-1]: ENOSYS=conditional|handled|unhandled rest=unhandled */
}

int by_a_constant(int lfd, int retry)
{
	if (constant < 0)
		probe_constant();
	if (constant)
		return accept4(lfd, NULL, NULL, 0); /* expect: all=unhandled */
	if (retry)
		constant = 1;
	return accept(lfd, NULL, NULL);
}

static void probe_never(void)
{
	int fd = accept4(-1, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
	never = fd >= 0 || errno != ENOSYS;
}

int only_turned_off(int lfd)
{
	int fd;
	if (never < 0)
		probe_never();
	fd = never ? accept4(lfd, NULL, NULL, 0) : accept(lfd, NULL, NULL); /* expect: ENOSYS=handled rest=unhandled */
	if (fd < 0 && errno == EINVAL)
		never = 0;
	return fd;
}
