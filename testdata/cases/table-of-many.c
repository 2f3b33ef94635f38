/* case: a call through a member that more than two functions are put into: each of them is a way that the program may
 * take, the last one as well as the first. */
#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>

struct ops {
	int (*again)(int s);
	void (*note)(int s);
	int (*good)(int s);
};

static int plain(int s)
{
	return accept(s, 0, 0);
}
static int told(int s)
{
	int fd = accept(s, 0, 0);
	return fd < 0 ? -errno : fd;
}
static int twice(int s)
{
	int fd = accept(s, 0, 0);
	return fd < 0 ? accept(s, 0, 0) : fd;
}
static int none(int s)
{
	(void)s;
	return -1;
}
static void quiet(int s)
{
	(void)s;
}
static void forgets(int s)
{
	(void)s;
	errno = 0;
}
static void ends(int s)
{
	exit(s);
}

const struct ops first = {plain, quiet, plain};
const struct ops second = {told, forgets, told};
const struct ops third = {twice, quiet, twice};
const struct ops fourth = {none, ends, plain};

/* one of four gives up */
int serve_again(const struct ops *o, int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=conditional */
	return fd < 0 ? o->again(s) : fd;
}

/* one of four ends the program */
int serve_noted(const struct ops *o, int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=conditional:exit */
	if (fd < 0) {
		o->note(s);
		fd = accept(s, 0, 0);
	}
	return fd;
}

/* one of four changes what is tested, another ends the program */
int serve_tested(const struct ops *o, int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=conditional */
	if (fd < 0) {
		o->note(s);
		if (errno == ENOSYS || errno == EPERM || errno == EOPNOTSUPP)
			fd = accept(s, 0, 0);
	}
	return fd;
}

/* all do */
int serve_good(const struct ops *o, int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=handled */
	return fd < 0 ? o->good(s) : fd;
}
