#include "probe.h"

#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>

int serve_works(int lfd)
{
	if (works < 0)
		probe_works();
	if (!(works))
		return accept(lfd, NULL, NULL);
	return accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=handled ENOTSUP=unhandled */
}

int serve_asked(int lfd)
{
	if (asked == 0)
		probe_asked();
	if (asked == 1)
		return accept(lfd, NULL, NULL);
	return accept4(lfd, NULL, NULL, 0); /* expect: ENOSYS=handled rest=unhandled */
}

int serve_handed_out(int lfd)
{
	if (handed_out < 0)
		probe_handed_out();
	if (!handed_out)
		return accept(lfd, NULL, NULL);
	return accept4(lfd, NULL, NULL, 0); /* expect: all=unhandled */
}

void hand_out(void)
{
	other(&handed_out);
}

int serve_counted(int lfd)
{
	if (counted < 0)
		probe_counted();
	if (!counted)
		return accept(lfd, NULL, NULL);
	return accept4(lfd, NULL, NULL, 0); /* expect: all=unhandled */
}

void count(void)
{
	counted++;
}

int serve_reset(int lfd)
{
	if (reset < 0)
		probe_reset();
	if (!reset)
		return accept(lfd, NULL, NULL);
	return accept4(lfd, NULL, NULL, 0); /* expect: all=unhandled */
}
