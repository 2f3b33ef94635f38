/* case: the probe lets the call be made, and then the attempt that is made instead of it in each later call gives up: a
 * variable that says the same ever after is no flag that helps, whoever may write it and whatever the attempt's own
 * errno is mapped to. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int seen_by_all = -1;
static int own = -1;

static int is_missing(int e)
{
	return 0;
}

static int is_not_permitted(int e)
{
	return e == EPERM;
}

static void probe_all(void)
{
	int fd = accept4(-1, NULL, NULL, 0); /* expect: all=unhandled */
	seen_by_all = fd >= 0 || errno != EINVAL;
}

int serve_all(int lfd)
{
	int fd = -1;
	for (;;) {
		if (seen_by_all < 0)
			probe_all();
		if (seen_by_all) {
			fd = accept4(lfd, NULL, NULL, 0); /* expect: all=unhandled */
			seen_by_all = !is_missing(errno);
		}
		if (!seen_by_all)
			fd = accept(lfd, NULL, NULL);
		if (fd < 0)
			break;
	}
	return 0;
}

static void probe_own(void)
{
	int fd = accept4(-1, NULL, NULL, 0); /* expect: ENOSYS=unhandled EPERM=handled ENOTSUP=unhandled */
	own = fd >= 0 || errno != EINVAL;
}

int serve_own(int lfd)
{
	int fd = -1;
	if (own < 0)
		probe_own();
	if (own) {
		fd = accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=unhandled EPERM=handled ENOTSUP=unhandled */
		if (fd < 0)
			own = !is_not_permitted(errno);
	}
	if (!own)
		fd = accept(lfd, NULL, NULL);
	return fd;
}
