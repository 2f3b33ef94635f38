/* case: what a function returns is called at once: it is not that function which is called. One of two, through a
 * pointer's star, in parentheses. */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

typedef void hook(int error);

static void stop(int error)
{
	if (error == EPERM)
		exit(1);
}

static void pass(int error)
{
	(void)error;
}

static hook *choose(int level)
{
	return level > 3 ? stop : pass;
}

static hook *strict(void)
{
	return stop;
}

static hook *mild(void)
{
	return pass;
}

int take_chosen(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=conditional|unhandled ENOTSUP=handled */
	if (fd < 0) {
		choose(listener)(errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_strictly(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: ENOSYS=handled EPERM=unhandled:exit ENOTSUP=handled */
	if (fd < 0) {
		(*strict())(errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}

int take_mildly(int listener)
{
	int fd = accept4(listener, NULL, NULL, 0); /* expect: all=handled */
	if (fd < 0) {
		(mild())(errno);
		fd = accept(listener, NULL, NULL);
	}
	return fd;
}
