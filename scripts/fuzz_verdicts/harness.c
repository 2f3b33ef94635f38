/* The run-time half of the oracle: the state of an exploration and the stub calls. driver.c executes the programs.
 *
 * A batch is ONE translation unit: this file, the programs (their static variables placed in a section of their own,
 * so that they can be reset), and a table h_progs[] of them. The programs' calls are redirected by object-like macros
 * (stubs.h) that come after this file. An execution is replayed from a vector of choices; the driver backtracks over
 * the vector until all executions were seen. Statics evolve only by the program itself: every state of them that is
 * left behind by a returning invocation is explored in turn.
 *
 * Prints what was observed, one line per program, errno, mode and site; verdicts are made of it in oracle.py.
 *
 * mode 1 is the model of SEMANTICS. mode 2 varies what the model leaves open (errno before it was set and after a
 * failing accept(), failures of fcntl): where its verdict differs, the program has no definite one. mode 3 varies errno
 * only: where a flag's state differs, it has no definite one. In mode 4 the call works: a site that is reached then, but
 * not while the call fails, is kept away by another one's failure.
 *
 * A fallback is one for the listener that the attempt was made on (3 or 4). An attempt on -1 is a probe: what it decides
 * shows in the next call on a listener. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

enum {
	H_SITES = 4,
	H_CHOICES = 40,
	H_STATES = 24,
	H_DATA = 512,
	H_EDGES = 256,
	H_FDS = 16,
	H_EXECUTIONS = 20000,
	H_LISTENER = 3, /* the first of two */
	H_LISTENERS = 2,
	H_STREAK_FREE = 5,  /* the call repeated by the choice of free inputs: an endless path among others */
	H_STREAK_BUSY = 14, /* the call repeated with nothing to choose: an endless loop */
	H_FIRST_FD = 10
};

enum h_end { H_RETURNED = 1, H_EXITED = 2, H_ABORTED = 4, H_BUSY = 8, H_FREE = 16, H_CUT = 32, H_HUNG = 64 };
enum h_bits { H_CLOEXEC = 1, H_NONBLOCK = 2 };
enum h_first { H_FIRST_OLD = 1, H_FIRST_NEW = 2, H_ANY_GOOD = 4, H_ANY_LEFT = 8 };

struct h_prog {
	const char *name;
	void (*call)(const int *v); /* calls the entry function, tells h_yield() what it handed out */
	int n_params;
	int domains[6];
	char *data, *data_end;             /* the section of the program's statics; may be empty */
	unsigned (*request)(const int *v); /* the flags asked for, by parameters; may be NULL */
};

extern const struct h_prog h_progs[];

struct h_fd {
	bool open, used;
	unsigned have;
	unsigned asked[H_SITES]; /* per site: flags asked for by the attempts that this descriptor is the fallback of */
	bool direct;             /* no attempt failed before it in this invocation */
};

/* What one exploration (program, errno, mode) has seen of a site. */
struct h_seen {
	int key; /* file * 10000 + line */
	long good, bad, deferred, endless, unclear;
	unsigned ends, asked_any, asked_all, lost, kept, flags_unclear, lost_direct, lost_plain;
};

struct h_state {
	unsigned char data[H_DATA];
	unsigned bits; /* h_first bits: how invocations from here begin, and what their attempts came to */
};

struct h_edge {
	int from, to;
	unsigned pending; /* sites whose attempt was given up by returning */
};

static struct {
	const struct h_prog *prog;
	int error, mode;
	struct h_seen sites[H_SITES];
	int n_sites;
	struct h_state states[H_STATES];
	int n_states;
	struct h_edge edges[H_EDGES];
	int n_edges;
	long executions;
	const char *failed; /* why there is no answer */
} h;

static struct {
	int value[H_CHOICES], domain[H_CHOICES];
	int n, at;
} h_choices;

static struct {
	sigjmp_buf out;
	int state;
	unsigned long serial;
	int params[6];
	int error;
	bool error_open; /* nobody has set errno yet: the first look chooses */
	int error_default;
	unsigned pending, attempted;
	unsigned on[H_LISTENERS]; /* the same as pending, by listener */
	unsigned probes;          /* sites whose probe has failed and decided nothing yet */
	unsigned useless;         /* … and did not keep an attempt away that is pending */
	unsigned char data[H_DATA]; /* the statics when that attempt was made */
	unsigned asked[H_SITES];
	int streak, last_choice, accepts, n_fds;
	bool first_done;
	struct h_fd fds[H_FDS];
} h_run;

static _Noreturn void h_leave(enum h_end end)
{
	siglongjmp(h_run.out, end);
}

static _Noreturn void h_fail(const char *why)
{
	h.failed = why;
	h_leave(H_HUNG);
}

static int h_choose(int domain)
{
	if (h_choices.at == h_choices.n) {
		if (h_choices.n == H_CHOICES)
			h_leave(h_run.pending ? H_FREE : H_CUT);
		h_choices.value[h_choices.n] = 0;
		h_choices.domain[h_choices.n++] = domain;
	}
	h_run.last_choice = h_run.streak;
	return h_choices.value[h_choices.at++];
}

/* ---- errno ---- */

int *h_errno_at(void)
{
	static const int values[] = {0, EAGAIN, ENOSYS, EPERM, EOPNOTSUPP, EINVAL, EINTR, ECONNABORTED};

	if (h_run.error_open) {
		h_run.error_open = false;
		h_run.error = h_run.error_default;
		if (h.mode >= 2)
			h_run.error = values[h_choose(sizeof(values) / sizeof(values[0]))];
	}
	return &h_run.error;
}

static void h_open_errno(int usual)
{
	h_run.error_open = true;
	h_run.error_default = usual;
}

/* ---- the calls ---- */

static int h_site(int key)
{
	for (int i = 0; i < h.n_sites; i++)
		if (h.sites[i].key == key)
			return i;
	if (h.n_sites == H_SITES)
		h_fail("sites");
	h.sites[h.n_sites].key = key;
	h.sites[h.n_sites].asked_all = ~0u;
	return h.n_sites++;
}

static int h_round_limit(void)
{
	return h.mode == 2 ? 2 : 3;
}

static unsigned h_flag_bits(int flags)
{
	return (flags & SOCK_CLOEXEC ? H_CLOEXEC : 0u) | (flags & SOCK_NONBLOCK ? H_NONBLOCK : 0u);
}

static unsigned *h_on(int lfd)
{
	return &h_run.on[lfd == H_LISTENER + 1];
}

/* The first call on a listener after a probe shows what the probe decided. */
static void h_note_decision(bool old)
{
	for (int i = 0; i < h.n_sites; i++)
		if (old)
			h.sites[i].good += h_run.probes >> i & 1, h.sites[i].unclear += h_run.useless >> i & 1;
	h_run.useless = old ? 0 : h_run.useless | h_run.probes;
	h_run.probes = 0;
	memcpy(h_run.data, h.prog->data, (size_t)(h.prog->data_end - h.prog->data));
}

/* Another listener's connection is served: attempts on the first one that nothing was done about are given up. */
static void h_abandon(unsigned *on)
{
	for (int i = 0; i < h.n_sites; i++)
		h.sites[i].bad += *on >> i & 1;
	*on = 0;
	h_run.pending = h_run.on[0] | h_run.on[1];
}

static int h_works(int lfd);

static void h_note_first(unsigned bit)
{
	if (!h_run.first_done)
		h.states[h_run.state].bits |= bit;
	h_run.first_done = true;
}

/* The call that does not exist here. */
static int h_attempt(int site, int lfd, int flags)
{
	struct h_seen *seen = &h.sites[site];

	if (h.mode == 4)
		return h_works(lfd);
	if (h_run.accepts >= h_round_limit() && !h_run.pending)
		h_leave(H_CUT);
	if (lfd >= 0) {
		h_note_decision(false);
		h_note_first(H_FIRST_NEW);
		h_abandon(h_on(H_LISTENER + (lfd == H_LISTENER)));
		h_run.pending |= 1u << site;
		*h_on(lfd) |= 1u << site;
		h_run.attempted |= 1u << site;
	} else {
		h_run.probes |= 1u << site;
	}
	h_run.asked[site] = h_flag_bits(flags);
	seen->asked_any |= h_run.asked[site];
	seen->asked_all &= h_run.asked[site];
	h_run.streak++;
	if (h_run.streak >= H_STREAK_FREE && h_run.streak - h_run.last_choice <= 2)
		h_leave(H_FREE);
	if (h_run.streak >= H_STREAK_BUSY)
		h_leave(H_BUSY);
	h_run.error = h.error;
	h_run.error_open = false;
	return -1;
}

#define H_TRAMPOLINE(n)                                                                                                \
	static int h_accept4_##n(int fd, struct sockaddr *a, socklen_t *l, int flags)                                  \
	{                                                                                                              \
		return h_attempt(n, fd, flags);                                                                          \
	}
H_TRAMPOLINE(0)
H_TRAMPOLINE(1)
H_TRAMPOLINE(2)
H_TRAMPOLINE(3)

typedef int h_accept4_fn(int, struct sockaddr *, socklen_t *, int);

h_accept4_fn *h_accept4_at(int key)
{
	static h_accept4_fn *const table[H_SITES] = {h_accept4_0, h_accept4_1, h_accept4_2, h_accept4_3};

	return table[h_site(key)];
}

/* What a descriptor that comes from accept() has to have, per site. */
static void h_note_request(struct h_fd *fd, unsigned pending)
{
	unsigned bits, sites = pending ? pending : h_run.attempted;

	for (int i = 0; i < h.n_sites; i++)
		if (sites >> i & 1)
			fd->asked[i] = h_run.asked[i];
	if (sites)
		return;
	fd->direct = true;
	bits = h.prog->request ? h.prog->request(h_run.params) : 0;
	for (int i = 0; i < h.n_sites; i++)
		fd->asked[i] = h.prog->request ? h_flag_bits((int)bits) : h.sites[i].asked_all;
}

static void h_hand_over(struct h_fd *fd, bool leaked);

/* An execution that is cut short: what would have become of the descriptors that nobody has yet is not known. */
static void h_leave_open(void)
{
	for (int i = 0; i < h_run.n_fds; i++)
		if (h_run.fds[i].open && !h_run.fds[i].used)
			h_hand_over(&h_run.fds[i], true);
}

/* The fallback. Attempts since the last one are good. */
int h_accept(int lfd, struct sockaddr *a, socklen_t *l)
{
	struct h_fd *fd;
	unsigned pending = *h_on(lfd);

	h_note_decision(true);
	h_note_first(H_FIRST_OLD);
	for (int i = 0; i < h.n_sites; i++)
		if (pending >> i & 1)
			h.sites[i].good++, h.states[h_run.state].bits |= H_ANY_GOOD;
	if (h_run.accepts++ >= h_round_limit()) {
		h_leave_open();
		*h_on(lfd) = 0, h_run.pending = h_run.on[0] | h_run.on[1];
		h_leave(H_CUT);
	}
	if (h_choose(2) == 0 && h_run.n_fds < H_FDS) {
		fd = &h_run.fds[h_run.n_fds++];
		memset(fd, 0, sizeof(*fd));
		fd->open = true;
		h_note_request(fd, pending);
	} else {
		fd = NULL;
		h_open_errno(EAGAIN);
	}
	*h_on(lfd) = 0;
	h_run.pending = h_run.on[0] | h_run.on[1];
	h_run.streak = 0;
	h_run.last_choice = -9;
	return fd ? H_FIRST_FD + (int)(fd - h_run.fds) : -1;
}

/* With mode 4: the call works, and says of a probe's descriptor what a kernel that has it would. */
static int h_works(int lfd)
{
	if (h_run.accepts++ >= h_round_limit())
		h_leave(H_CUT);
	if (lfd >= 0)
		return H_FIRST_FD + H_FDS;
	h_run.error = EBADF;
	h_run.error_open = false;
	return -1;
}

static int h_sys_key;

static long h_sys(long number, ...)
{
	va_list ap;
	int fd, flags;

	va_start(ap, number);
	fd = va_arg(ap, int);
	(void)va_arg(ap, void *);
	(void)va_arg(ap, void *);
	flags = number == SYS_accept4 ? va_arg(ap, int) : 0;
	va_end(ap);
	if (number == SYS_accept4)
		return h_attempt(h_site(h_sys_key), fd, flags);
	if (number == SYS_accept)
		return h_accept(fd, NULL, NULL);
	h_fail("syscall");
}

typedef long h_syscall_fn(long, ...);

h_syscall_fn *h_syscall_at(int key)
{
	h_sys_key = key;
	return h_sys;
}

static struct h_fd *h_find(int fd)
{
	int i = fd - H_FIRST_FD;

	return i >= 0 && i < h_run.n_fds && h_run.fds[i].open ? &h_run.fds[i] : NULL;
}

/* True when a call on a descriptor fails: never in mode 1, except on what is no descriptor. */
static bool h_refuses(int fd)
{
	if (h.mode == 2 && (!h_find(fd) || h_choose(2))) {
		h_open_errno(EBADF);
		return true;
	}
	return fd < 0;
}

int h_fcntl(int fd, int command, ...)
{
	struct h_fd *f = h_find(fd);
	va_list ap;
	int arg;

	va_start(ap, command);
	arg = command == F_SETFD || command == F_SETFL ? va_arg(ap, int) : 0;
	va_end(ap);
	if (h_refuses(fd))
		return -1;
	if (command == F_GETFD)
		return f && f->have & H_CLOEXEC ? FD_CLOEXEC : 0;
	if (command == F_GETFL)
		return O_RDWR | (f && f->have & H_NONBLOCK ? O_NONBLOCK : 0);
	if (f && command == F_SETFD)
		f->have = (f->have & ~H_CLOEXEC) | (arg & FD_CLOEXEC ? H_CLOEXEC : 0);
	if (f && command == F_SETFL)
		f->have = (f->have & ~H_NONBLOCK) | (arg & O_NONBLOCK ? H_NONBLOCK : 0);
	return 0;
}

int h_ioctl(int fd, unsigned long request, ...)
{
	struct h_fd *f = h_find(fd);
	va_list ap;
	int *on;

	va_start(ap, request);
	on = request == FIONBIO ? va_arg(ap, int *) : NULL;
	va_end(ap);
	if (h_refuses(fd))
		return -1;
	if (f && request == FIOCLEX)
		f->have |= H_CLOEXEC;
	if (f && request == FIONCLEX)
		f->have &= ~H_CLOEXEC;
	if (f && request == FIONBIO)
		f->have = (f->have & ~H_NONBLOCK) | (*on ? H_NONBLOCK : 0);
	return 0;
}

int h_close(int fd)
{
	struct h_fd *f = h_find(fd);

	if (f)
		f->open = false;
	return 0;
}

_Noreturn void h_exit(int status)
{
	h_leave(H_EXITED);
}

_Noreturn void h_abort(void)
{
	h_leave(H_ABORTED);
}

/* ---- what the programs see of the outside ---- */

int ext_bool(void)
{
	return h_choose(2);
}

/* Programs compare it with 1 and 2 and ask for its truth: 0 and 3 stand for all other values. */
int ext_pick(void)
{
	return h_choose(4);
}

void ext_log(int what)
{
}

static void h_hand_over(struct h_fd *fd, bool leaked)
{
	bool sticky = h_run.state != 0;

	fd->used = true;
	for (int i = 0; i < h.n_sites; i++) {
		struct h_seen *seen = &h.sites[i];
		unsigned missing = fd->asked[i] & ~fd->have;

		if (leaked)
			seen->flags_unclear |= missing;
		else if (!fd->direct)
			seen->lost |= missing, seen->kept |= fd->asked[i] & fd->have;
		else if (sticky)
			seen->lost_direct |= missing, seen->kept |= fd->asked[i] & fd->have;
		else
			seen->lost_plain |= missing;
	}
}

/* The rest of the program gets the descriptor. */
void ext_use(int fd)
{
	struct h_fd *f = h_find(fd);

	if (f)
		h_hand_over(f, false);
}

void h_yield(int fd)
{
	ext_use(fd);
}
