/* case: a variable's clean-up function is called where its scope ends, whatever way it is left, and after the value that
 * is returned has been read. It may change errno, end the program, fall back or restore a flag. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define _cleanup_(f) __attribute__((cleanup(f)))
#define _cleanup_forget_ _cleanup_(forget)
#define MISSING(e) ((e) == ENOSYS || (e) == EPERM || (e) == EOPNOTSUPP)

static inline void forget(int *x)
{
	if (*x > 0)
		close(*x);
	errno = 0;
}

/* it is called behind the return */
static int open_one(int s)
{
	_cleanup_forget_ int x = -1;
	x = accept4(s, 0, 0, 0); /* expect: all=unhandled */
	if (x < 0)
		return -1;
	int r = x;
	x = -1;
	return r;
}
int serve_one(int s)
{
	int fd = open_one(s);
	if (fd < 0 && MISSING(errno))
		fd = accept(s, 0, 0);
	return fd;
}

/* at the end of a block */
int serve_block(int s)
{
	int fd;
	{
		__attribute__((__cleanup__(forget))) int x;
		x = 0;
		fd = accept4(s, 0, 0, 0); /* expect: all=unhandled */
	}
	if (fd < 0 && MISSING(errno))
		fd = accept(s, 0, 0);
	return fd;
}

/* by a jump, by each round of a loop */
int serve_jump(int s)
{
	int fd;
	for (int i = 0; i < 2; i++) {
		int x _cleanup_(forget) = 0;
		fd = accept4(s, 0, 0, 0); /* expect: all=unhandled */
		if (fd < 0)
			goto failed;
		return fd;
	}
	return -1;
failed:
	return MISSING(errno) ? accept(s, 0, 0) : -1;
}

/* not before the scope ends */
int serve_before(int s)
{
	_cleanup_(forget) int x = 0;
	int fd = accept4(s, 0, 0, 0); /* expect: all=handled */
	if (fd < 0 && MISSING(errno))
		fd = accept(s, 0, 0);
	return fd;
}

struct saved {
	int error;
};
static void restore(struct saved *saved)
{
	errno = saved->error;
}
/* what it does may be the right thing */
static int open_saved(int s)
{
	int fd = accept4(s, 0, 0, 0); /* expect: all=handled */
	if (fd < 0) {
		_cleanup_(restore) struct saved saved = {errno};
		errno = 0;
		return -1;
	}
	return fd;
}
int serve_saved(int s)
{
	int fd = open_saved(s);
	if (fd < 0 && MISSING(errno))
		fd = accept(s, 0, 0);
	return fd;
}

static void insist(int *x)
{
	if (*x < 0)
		exit(1);
}
static int open_or_end(int s)
{
	_cleanup_(insist) int x = accept4(s, 0, 0, 0); /* expect: all=unhandled:exit */
	return x;
}
int serve_or_end(int s)
{
	int fd = open_or_end(s);
	return fd < 0 ? accept(s, 0, 0) : fd;
}

static void protect(int *x)
{
	if (*x >= 0)
		fcntl(*x, F_SETFD, FD_CLOEXEC);
}
int serve_protected(int s, int *out)
{
	_cleanup_(protect) int fd = accept4(s, 0, 0, SOCK_CLOEXEC); /* expect: all=handled flags=CLOEXEC:kept */
	if (fd < 0)
		fd = accept(s, 0, 0);
	*out = fd;
	return 0;
}
static void bare(int *x)
{
	if (*x >= 0)
		fcntl(*x, F_SETFD, 0);
}
int serve_bare(int s, int *out)
{
	_cleanup_(bare) int fd = accept4(s, 0, 0, SOCK_CLOEXEC); /* expect: all=handled flags=CLOEXEC:lost */
	if (fd < 0) {
		fd = accept(s, 0, 0);
		if (fd >= 0)
			fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
	*out = fd;
	return 0;
}
