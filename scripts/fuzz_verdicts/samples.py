"""Programs with known verdicts, for the self-test. Each: name, what is expected, text.

Expected: verdicts for ENOSYS, EPERM, ENOTSUP (h, d, c, u; - for none), then close-on-exec and non-blocking (k, l, n; -
for none), then words that the consequence must hold. The entry is entry(int lfd, int a, int b), a of {0, 1}, b of 0..3.
The site is the first line with accept4 (the last one where the name begins with "last").
"""

HEAD = """#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>
int ext_bool(void);
int ext_pick(void);
void ext_log(int what);
void ext_use(int fd);
"""

BOTH = "accept4(lfd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK)"
PLAIN = "accept4(lfd, NULL, NULL, 0)"


def _entry(body, before=""):
    body = "".join("\t%s\n" % line for line in body.strip("\n").split("\n"))
    return HEAD + before + "int @entry(int lfd, int a, int b)\n{\n" + body + "}\n"


SAMPLES = (
    ("none", "uuu --", _entry("return %s;" % PLAIN)),
    ("plain", "huu nn", _entry("""
int fd = %s;
if (fd < 0 && errno == ENOSYS)
	fd = accept(lfd, NULL, NULL);
return fd;""" % PLAIN)),
    ("listed", "hhh kk", _entry("""
int fd = %s;
if (fd < 0) {
	switch (errno) {
	case ENOSYS: case EPERM: case ENOTSUP:
		fd = accept(lfd, NULL, NULL);
		fcntl(fd, F_SETFD, FD_CLOEXEC);
		fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
	}
}
return fd;""" % BOTH)),
    ("wrong_restoration", "huu lk", _entry("""
int on = 1, fd = %s;
if (fd < 0 && errno == ENOSYS) {
	fd = accept(lfd, NULL, NULL);
	fcntl(fd, F_SETFD, SOCK_CLOEXEC);
	ioctl(fd, FIONBIO, &on);
}
return fd;""" % BOTH)),
    ("restored_sometimes", "huu lk", _entry("""
int fd = %s;
if (fd < 0 && errno == ENOSYS) {
	fd = accept(lfd, NULL, NULL);
	if (a)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	fcntl(fd, F_SETFL, O_NONBLOCK);
}
return fd;""" % BOTH)),
    ("closed_is_not_lost", "huu kk", _entry("""
int fd = %s;
if (fd < 0 && errno == ENOSYS) {
	fd = accept(lfd, NULL, NULL);
	fcntl(fd, F_SETFL, O_NONBLOCK);
	if (fd >= 0 && a) {
		close(fd);
		return -1;
	}
	if (fcntl(fd, F_SETFD, FD_CLOEXEC) < 0) {
		close(fd);
		return -1;
	}
}
return fd;""" % BOTH)),
    ("used_before_restored", "huu lk", _entry("""
int fd = %s;
if (fd < 0 && errno == ENOSYS) {
	fd = accept(lfd, NULL, NULL);
	fcntl(fd, F_SETFL, O_NONBLOCK);
	ext_use(fd);
	fcntl(fd, F_SETFD, FD_CLOEXEC);
}
return 0;""" % BOTH)),
    ("run_time_flags", "huu kn", _entry("""
int fd = accept4(lfd, NULL, NULL, a ? SOCK_CLOEXEC : 0);
if (fd < 0 && errno == ENOSYS) {
	fd = accept(lfd, NULL, NULL);
	if (a)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
}
return fd;""")),
    ("run_time_flags_lost", "huu ln", _entry("""
int fd = accept4(lfd, NULL, NULL, a ? SOCK_CLOEXEC : 0);
if (fd < 0 && errno == ENOSYS) {
	fd = accept(lfd, NULL, NULL);
	if (!a)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
}
return fd;""")),
    ("by_input", "cuu nn", _entry("""
int fd = %s;
if (fd < 0 && errno == ENOSYS && b == 2)
	fd = accept(lfd, NULL, NULL);
return fd;""" % PLAIN)),
    ("same_input_twice", "huu nn", _entry("""
int fd = -1;
if (a)
	fd = %s;
if (a && fd < 0 && errno == ENOSYS)
	fd = accept(lfd, NULL, NULL);
return fd;""" % PLAIN)),
    ("sticky_same_call", "huu nn", _entry("""
static int works = 1;
again:
	if (works) {
		int fd = %s;
		if (fd < 0 && errno == ENOSYS) {
			works = 0;
			goto again;
		}
		return fd;
	}
return accept(lfd, NULL, NULL);""" % PLAIN)),
    ("sticky_next_call", "ddu nn", _entry("""
static int works = 1;
if (works) {
	int fd = %s;
	if (fd < 0)
		works = (errno != ENOSYS && errno != EPERM);
	return fd;
}
return accept(lfd, NULL, NULL);""" % PLAIN)),
    ("sticky_defers_or_handles", "duu nn", _entry("""
static int works = 1;
int fd;
do {
	if (works)
		fd = %s;
	else
		fd = accept(lfd, NULL, NULL);
	if (fd < 0) {
		if (errno == ENOSYS && works) {
			works = 0;
			continue;
		}
		return -1;
	}
	ext_use(fd);
} while (a);
return 0;""" % PLAIN)),
    ("sticky_sometimes", "cuu nn", _entry("""
static int works = 1;
if (works) {
	int fd = %s;
	if (fd < 0 && errno == ENOSYS && a)
		works = 0;
	return fd;
}
return accept(lfd, NULL, NULL);""" % PLAIN)),
    ("sticky_gives_up_for_good", "uuu --", _entry("""
static int works = 1;
if (works) {
	int fd = %s;
	if (fd < 0)
		works = 0;
	return fd;
}
return -1;""" % PLAIN)),
    ("sticky_flag_lost", "duu ln", _entry("""
static int works = 1;
int fd;
if (works) {
	fd = accept4(lfd, NULL, NULL, SOCK_CLOEXEC);
	if (fd < 0 && errno == ENOSYS)
		works = 0;
	return fd;
}
return accept(lfd, NULL, NULL);""")),
    ("sticky_is_lost_in_exit", "uuu -- exit", _entry("""
static int works = 1;
if (works) {
	int fd = %s;
	if (fd < 0) {
		works = 0;
		exit(1);
	}
	return fd;
}
return accept(lfd, NULL, NULL);""" % PLAIN)),
    ("unrelated_static", "huu nn", _entry("""
static int warned;
int fd = %s;
if (fd < 0 && errno == ENOSYS)
	fd = accept(lfd, NULL, NULL);
else if (fd < 0 && !warned) {
	warned = 1;
	ext_log(errno);
}
return fd;""" % PLAIN)),
    ("unrelated_static_conditional", "cuu nn", _entry("""
static int warned;
int fd = %s;
if (fd < 0 && errno == ENOSYS && a)
	fd = accept(lfd, NULL, NULL);
else if (fd < 0 && !warned)
	warned = 1;
return fd;""" % PLAIN)),
    ("aborts", "uhu nn abort", _entry("""
int fd = %s;
if (fd < 0) {
	if (errno != EPERM)
		abort();
	fd = accept(lfd, NULL, NULL);
}
return fd;""" % PLAIN)),
    ("busy", "huu nn busy-loop", _entry("""
for (;;) {
	int fd = %s;
	if (fd < 0 && errno == ENOSYS)
		fd = accept(lfd, NULL, NULL);
	if (fd < 0)
		continue;
	ext_use(fd);
	if (a)
		return 0;
}""" % PLAIN)),
    ("counted_retries", "huu nn", _entry("""
int i, fd = -1;
for (i = 0; i < 3 && fd < 0; i++)
	fd = %s;
if (fd < 0 && errno == ENOSYS)
	fd = accept(lfd, NULL, NULL);
return fd;""" % PLAIN)),
    ("retry_by_input", "-uu nn", _entry("""
int fd;
do
	fd = %s;
while (fd < 0 && ext_bool());
if (fd < 0 && errno == ENOSYS)
	fd = accept(lfd, NULL, NULL);
return fd;""" % PLAIN)),
    ("caller_falls_back", "uhh nn", _entry("""
int fd = @inner(lfd);
if (fd == -EPERM || fd == -EOPNOTSUPP)
	fd = accept(lfd, NULL, NULL);
return fd;""", """static int @inner(int lfd)
{
	int fd = accept4(lfd, NULL, NULL, 0);
	return fd < 0 ? -errno : fd;
}
""")),
    ("one_caller_of_two", "cuu nn", _entry("""
int fd = @inner(lfd);
if (a)
	return fd;
if (fd < 0 && errno == ENOSYS)
	fd = accept(lfd, NULL, NULL);
return fd;""", """static int @inner(int lfd)
{
	return accept4(lfd, NULL, NULL, 0);
}
""")),
    ("errno_overwritten", "huu nn", _entry("""
int fd = %s;
if (fd < 0) {
	int err = errno;
	errno = ENOSYS;
	if (err != ENOSYS)
		errno = EBADF;
	if (errno == ENOSYS)
		fd = accept(lfd, NULL, NULL);
}
return fd;""" % PLAIN)),
    ("errno_of_the_fallback", "hhh nn", _entry("""
int fd = %s;
if (fd < 0)
	fd = accept(lfd, NULL, NULL);
if (fd < 0 && errno == EPERM)
	abort();
return fd;""" % PLAIN)),
    ("other_listener", "uuu --", _entry("""
for (int i = 0; i < 2; i++) {
	int at = i ? 4 : lfd, other = i ? lfd : 4;
	int fd = %s;
	if (fd < 0)
		fd = accept(other, NULL, NULL);
	if (fd >= 0)
		ext_use(fd);
}
return 0;""" % PLAIN.replace("lfd", "at"))),
    ("own_listener", "hhh nn", _entry("""
for (int i = 0; i < 2; i++) {
	int at = i ? 4 : lfd;
	int fd = %s;
	if (fd < 0)
		fd = accept(at, NULL, NULL);
	if (fd >= 0)
		ext_use(fd);
}
return 0;""" % PLAIN.replace("lfd", "at"))),
    ("probe", "huu nn", _entry("""
static int have = -1;
int fd;
if (have < 0) {
	int p = %s;
	have = !(p < 0 && errno == ENOSYS);
}
fd = have ? %s : accept(lfd, NULL, NULL);
return fd;""" % (PLAIN.replace("lfd", "-1"), PLAIN))),
    ("last_is_kept_away", "huu --", _entry("""
static int have = -1;
int fd;
if (have < 0) {
	int p = %s;
	have = !(p < 0 && errno == ENOSYS);
}
fd = have ? %s : accept(lfd, NULL, NULL);
return fd;""" % (PLAIN.replace("lfd", "-1"), PLAIN))),
    ("unclear_errno", "--- --", _entry("""
int old = errno == EINTR;
int fd = %s;
if (fd < 0 && old)
	fd = accept(lfd, NULL, NULL);
return fd;""" % PLAIN)),
)
