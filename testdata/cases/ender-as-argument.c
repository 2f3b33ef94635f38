/* case: a function is given exit() or abort() and calls it, itself or by way of another; one that only keeps it, or calls
 * what it is given elsewhere, comes back. */
#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>

static void (*kept)(int);

static void run(void (*leave)(int))
{
	leave(1);
}

static void run_later(int now, void (*leave)(int))
{
	if (now)
		run(leave);
}

static void keep(void (*leave)(int))
{
	kept = leave;
}

static void tell(int status)
{
	(void)status;
}

static void run_other(void (*leave)(int))
{
	leave(2);
}

int given(int lfd)
{
	int fd = accept4(lfd, NULL, NULL, 0); /* expect: all=unhandled:exit */
	if (fd < 0) {
		run(exit);
		fd = accept(lfd, NULL, NULL);
	}
	return fd;
}

int handed_on(int lfd, int now)
{
	int fd = accept4(lfd, NULL, NULL, 0); /* expect: all=conditional:exit */
	if (fd < 0) {
		run_later(now, exit);
		fd = accept(lfd, NULL, NULL);
	}
	return fd;
}

int kept_only(int lfd)
{
	int fd = accept4(lfd, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0) {
		keep(exit);
		fd = accept(lfd, NULL, NULL);
	}
	return fd;
}

int another_is_given(int lfd)
{
	int fd = accept4(lfd, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0) {
		run_other(tell);
		fd = accept(lfd, NULL, NULL);
	}
	return fd;
}
