/* The child's side of the pool: sets its limits, then does one job after the other.
 *
 * It is a copy of the parent and must not act like one: it never returns into the parent's code, never runs the
 * parent's exit handlers, and never prints the parent's unflushed output a second time (its standard output is
 * /dev/null, so that even a full buffer goes nowhere). It dies with its parent. */
#include "worker/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

bool wire_has_sanitizer(void)
{
#if defined(__SANITIZE_ADDRESS__)
	return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
	return true;
#else
	return false;
#endif
#else
	return false;
#endif
}

/* Registered last, so it runs first: a job that calls exit() leaves without the handlers that the parent registered. */
static void leave_at_once(int status, void *unused)
{
	(void)unused;
	_exit(status);
}

static void lower_limit(int resource, rlim_t value)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit) != 0)
		return;
	if (limit.rlim_max == RLIM_INFINITY || limit.rlim_max > value)
		limit.rlim_max = value;
	limit.rlim_cur = limit.rlim_max;
	(void)setrlimit(resource, &limit);
}

/* The parent's signal handlers would run the parent's code. A sanitizer's own handlers stay: they make its report. */
static void drop_signal_handlers(void)
{
	sigset_t none;

	for (int number = 1; number < NSIG && !wire_has_sanitizer(); number++)
		(void)signal(number, SIG_DFL);
	(void)signal(SIGINT, SIG_IGN); /* the parent decides what Ctrl-C means */
	(void)signal(SIGPIPE, SIG_IGN);
	sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
}

static void settle(const struct pool *pool, int stderr_fd, pid_t parent)
{
	int null_fd;

	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	drop_signal_handlers();
	(void)on_exit(leave_at_once, NULL);
	null_fd = open("/dev/null", O_RDWR);
	if (null_fd >= 0) {
		(void)dup2(null_fd, STDIN_FILENO);
		(void)dup2(null_fd, STDOUT_FILENO);
		if (null_fd > STDERR_FILENO)
			close(null_fd);
	}
	if (stderr_fd >= 0)
		(void)dup2(stderr_fd, STDERR_FILENO);
	lower_limit(RLIMIT_CORE, 0);
	if (pool->memory && !wire_has_sanitizer())
		lower_limit(RLIMIT_AS, pool->memory);
}

static bool read_all(int fd, void *buffer, size_t length)
{
	char *p = buffer;

	while (length > 0) {
		ssize_t n = read(fd, p, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		p += n;
		length -= (size_t)n;
	}
	return true;
}

static bool write_all(int fd, const void *buffer, size_t length)
{
	const char *p = buffer;

	while (length > 0) {
		ssize_t n = send(fd, p, length, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		p += n;
		length -= (size_t)n;
	}
	return true;
}

static bool answer(int sock, guint32 job, const GByteArray *out)
{
	struct wire_header header = {WIRE_MAGIC, job, out->len};

	return write_all(sock, &header, sizeof(header)) && write_all(sock, out->data, out->len);
}

void child_run(const struct pool *pool, int sock, int stderr_fd, pid_t parent)
{
	guint32 job;
	bool started = false;

	settle(pool, stderr_fd, parent);
	while (read_all(sock, &job, sizeof(job))) {
		GByteArray *out = g_byte_array_new();

		if (stderr_fd >= 0)
			(void)!ftruncate(stderr_fd, 0);
		if (!started && pool->start)
			pool->start(pool->data);
		started = true;
		pool->work(job, out, pool->data);
		if (!answer(sock, job, out))
			_exit(1);
		g_byte_array_unref(out);
	}
	_exit(0);
}
