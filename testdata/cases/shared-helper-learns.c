/* case: a helper sets a flag, and the function with the call is not the only one that calls the helper: what others have
 * made it leave is there when the call fails. */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
static int known_good;
static int learn(int fd)
{
	if (fd >= 0)
		known_good = 1;
	return known_good;
}
int make(void)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	learn(fd);
	return fd;
}
int take(int l)
{
	int fd = accept4(l, NULL, NULL, 0); /* expect: all=conditional */
	if (!learn(fd))
		fd = accept(l, NULL, NULL);
	return fd;
}

/* Through a second helper, which both call. */
static int trusted;
static void trust(int fd)
{
	if (fd >= 0)
		trusted = 1;
}
static void note(int fd)
{
	trust(fd);
}
int make_through(void)
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	note(fd);
	return fd;
}
int take_through(int l)
{
	int fd = accept4(l, NULL, NULL, 0); /* expect: all=conditional */
	note(fd);
	if (!trusted)
		fd = accept(l, NULL, NULL);
	return fd;
}

/* It is also handed on as a callback. */
static int seen;
static void see(int fd)
{
	if (fd >= 0)
		seen = 1;
}
void on_each(void (*call)(int fd));
void start(void)
{
	on_each(see);
}
int take_watched(int l)
{
	int fd = accept4(l, NULL, NULL, 0); /* expect: all=conditional */
	see(fd);
	if (!seen)
		fd = accept(l, NULL, NULL);
	return fd;
}

/* Nobody else calls it: the flag is never set while the call fails. */
static int mine;
static void learn_mine(int fd)
{
	if (fd >= 0)
		mine = 1;
}
int take_mine(int l)
{
	int fd = accept4(l, NULL, NULL, 0); /* expect: all=handled */
	if (fd >= 0)
		learn_mine(fd);
	if (!mine)
		fd = accept(l, NULL, NULL);
	return fd;
}
