/* The parent's side of the pool: a table of worker slots and one poll loop.
 *
 *     none ──fork──▶ busy ──answer──▶ idle ──next job──▶ busy … ──no job left──▶ none
 *                     └──died, too slow, talked nonsense──▶ none   (the job has failed; a new worker when needed)
 *
 * 1. A worker has at most one job, so a job's number always fits into its socket: writing to a worker never blocks.
 * 2. A worker is forked only when a job waits and no worker is idle.
 * 3. A job that killed a worker which had done other jobs before is tried once more in a new one: what a job's outcome
 *    is must not depend on what happened to run before it. A timeout is not tried again.
 * 4. Answers are kept until all jobs before them have been delivered. */
#include "worker/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define NO_JOB        G_MAXUINT
#define ASK_EVERY_MS  100 /* how often `cancelled` is asked while nothing happens */
#define REAP_TRIES    1000
#define READ_PIECE    (1u << 18)
#define STDERR_LOOKED 8192 /* bytes at the end of a dead worker's stderr that are searched for words about memory */

struct slot {
	pid_t pid; /* 0: none */
	int sock;
	int stderr_fd;    /* what its current job printed; -1 */
	unsigned job;     /* NO_JOB: idle */
	unsigned n_done;  /* jobs answered by this process */
	gint64 deadline;  /* monotonic, microseconds; 0: none */
	GByteArray *read; /* header and bytes so far */
};

struct result {
	bool ended;
	bool retried;
	enum pool_outcome outcome;
	GBytes *answer;
	char *detail;
};

struct state {
	const struct pool *pool;
	struct slot *slots;
	unsigned n_slots;
	struct result *results;
	unsigned next;      /* first job never given out */
	GQueue retry;       /* of GUINT_TO_POINTER(job + 1): for a new worker */
	unsigned delivered; /* jobs before this one have been delivered */
	unsigned finished;
};

GQuark pool_error_quark(void)
{
	return g_quark_from_static_string("pool-error");
}

/* The end of a worker. */

static void slot_clear(struct slot *slot)
{
	close(slot->sock);
	if (slot->stderr_fd >= 0)
		close(slot->stderr_fd);
	g_byte_array_unref(slot->read);
	*slot = (struct slot){.sock = -1, .stderr_fd = -1, .job = NO_JOB};
}

/* Waits for a worker whose socket was closed. It is as good as gone; one that lingers is killed. */
static int slot_reap(const struct slot *slot)
{
	int status = 0;

	for (int i = 0; i < REAP_TRIES; i++) {
		pid_t pid = waitpid(slot->pid, &status, WNOHANG);

		if (pid == slot->pid)
			return status;
		if (pid < 0 && errno != EINTR)
			return status;
		(void)poll(NULL, 0, 1);
	}
	(void)kill(slot->pid, SIGKILL);
	while (waitpid(slot->pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

static void slot_kill(struct slot *slot)
{
	(void)kill(slot->pid, SIGKILL);
	while (waitpid(slot->pid, NULL, 0) < 0 && errno == EINTR)
		;
	slot_clear(slot);
}

/* What allocators say on stderr before they give up: GLib, LLVM, the C++ library. */
static bool said_out_of_memory(int fd)
{
	static const char *const words[] = {"failed to allocate", "out of memory", "std::bad_alloc",
					    "Cannot allocate memory"};
	char buffer[STDERR_LOOKED + 1];
	off_t size = fd >= 0 ? lseek(fd, 0, SEEK_END) : 0;
	ssize_t n;

	if (size <= 0)
		return false;
	n = pread(fd, buffer, STDERR_LOOKED, MAX(size - STDERR_LOOKED, 0));
	if (n <= 0)
		return false;
	for (unsigned i = 0; i < G_N_ELEMENTS(words); i++) {
		if (memmem(buffer, (size_t)n, words[i], strlen(words[i])))
			return true;
	}
	return false;
}

static enum pool_outcome outcome_of_death(const struct pool *pool, const struct slot *slot, int status, char **detail)
{
	if (said_out_of_memory(slot->stderr_fd)) {
		*detail = pool->memory ? g_strdup_printf("more than %" G_GUINT64_FORMAT " MB of memory",
							 pool->memory / (1024 * 1024))
				       : g_strdup("out of memory");
		return POOL_MEMORY;
	}
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) {
		*detail = g_strdup("killed from outside (signal 9), as the kernel does when memory runs out");
		return POOL_MEMORY;
	}
	if (WIFSIGNALED(status))
		*detail = g_strdup_printf("signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
	else
		*detail = g_strdup_printf("exit status %d", WEXITSTATUS(status));
	return POOL_CRASHED;
}

/* Results. */

static void deliver(struct state *state)
{
	const struct pool *pool = state->pool;

	while (state->delivered < pool->n_jobs && state->results[state->delivered].ended) {
		struct result *result = &state->results[state->delivered];

		pool->done(state->delivered, result->outcome, result->answer, result->detail, pool->data);
		g_clear_pointer(&result->answer, g_bytes_unref);
		g_clear_pointer(&result->detail, g_free);
		state->delivered++;
	}
}

/* Takes over answer and detail. */
static void job_end(struct state *state, unsigned job, enum pool_outcome outcome, GBytes *answer, char *detail)
{
	struct result *result = &state->results[job];

	result->ended = true;
	result->outcome = outcome;
	result->answer = answer;
	result->detail = detail;
	state->finished++;
	if (state->pool->progress)
		state->pool->progress(state->finished, state->pool->data);
	deliver(state);
}

static bool wants_retry(struct state *state, const struct slot *slot)
{
	struct result *result = &state->results[slot->job];

	if (slot->n_done == 0 || result->retried)
		return false;
	result->retried = true;
	g_queue_push_tail(&state->retry, GUINT_TO_POINTER(slot->job + 1));
	return true;
}

static void slot_died(struct state *state, struct slot *slot)
{
	unsigned job = slot->job;
	int status = slot_reap(slot);
	bool again = job != NO_JOB && wants_retry(state, slot);
	char *detail = NULL;
	enum pool_outcome outcome = outcome_of_death(state->pool, slot, status, &detail);

	slot_clear(slot);
	if (job == NO_JOB || again)
		g_free(detail);
	else
		job_end(state, job, outcome, NULL, detail);
}

static void slot_timed_out(struct state *state, struct slot *slot)
{
	unsigned job = slot->job;

	slot_kill(slot);
	job_end(state, job, POOL_TIMEOUT, NULL, g_strdup_printf("no answer after %u s", state->pool->timeout));
}

static void slot_talked_nonsense(struct state *state, struct slot *slot)
{
	unsigned job = slot->job;

	slot_kill(slot);
	if (job != NO_JOB)
		job_end(state, job, POOL_LOST, NULL, g_strdup("the worker's answer was damaged"));
}

/* The answer if it is complete, NULL if more has to come; *bad when it never can be. */
static GBytes *take_answer(struct slot *slot, bool *bad)
{
	struct wire_header header;
	GBytes *answer;

	*bad = slot->job == NO_JOB && slot->read->len > 0;
	if (*bad || slot->read->len < sizeof(header))
		return NULL;
	memcpy(&header, slot->read->data, sizeof(header));
	*bad = header.magic != WIRE_MAGIC || header.job != slot->job || header.length > WIRE_LENGTH ||
	       slot->read->len - sizeof(header) > header.length;
	if (*bad || slot->read->len - sizeof(header) < header.length)
		return NULL;
	answer = g_bytes_new(slot->read->data + sizeof(header), header.length);
	g_byte_array_set_size(slot->read, 0);
	return answer;
}

static void slot_read(struct state *state, struct slot *slot)
{
	guint had = slot->read->len;
	unsigned job = slot->job;
	GBytes *answer;
	ssize_t n;
	bool bad;

	g_byte_array_set_size(slot->read, had + READ_PIECE);
	n = recv(slot->sock, slot->read->data + had, READ_PIECE, MSG_DONTWAIT);
	g_byte_array_set_size(slot->read, had + (n > 0 ? (guint)n : 0));
	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (n <= 0) {
		slot_died(state, slot);
		return;
	}
	answer = take_answer(slot, &bad);
	if (bad) {
		slot_talked_nonsense(state, slot);
	} else if (answer) {
		slot->job = NO_JOB;
		slot->deadline = 0;
		slot->n_done++;
		job_end(state, job, POOL_DONE, answer, NULL);
	}
}

/* Work out. */

static bool slot_fork(struct state *state, struct slot *slot, GError **error)
{
	pid_t parent = getpid();
	int stderr_fd = -1;
	int pair[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
		g_set_error(error, POOL_ERROR, POOL_ERROR_FORK, "cannot start a worker process: %s", g_strerror(errno));
		return false;
	}
	if (!state->pool->verbose && !wire_has_sanitizer()) {
		stderr_fd = memfd_create("sysfall-worker-stderr", MFD_CLOEXEC);
		if (stderr_fd >= 0)
			(void)fcntl(stderr_fd, F_SETFL, O_APPEND);
	}
	pid = fork();
	if (pid == 0) {
		for (unsigned i = 0; i < state->n_slots; i++) {
			if (state->slots[i].pid)
				close(state->slots[i].sock);
		}
		close(pair[0]);
		child_run(state->pool, pair[1], stderr_fd, parent);
	}
	if (pid < 0)
		g_set_error(error, POOL_ERROR, POOL_ERROR_FORK, "cannot start a worker process: %s", g_strerror(errno));
	close(pair[1]);
	if (pid < 0) {
		close(pair[0]);
		if (stderr_fd >= 0)
			close(stderr_fd);
		return false;
	}
	*slot = (struct slot){
		.pid = pid, .sock = pair[0], .stderr_fd = stderr_fd, .job = NO_JOB, .read = g_byte_array_new()};
	return true;
}

static void slot_give(struct state *state, struct slot *slot, unsigned job)
{
	guint32 number = job;

	slot->job = job;
	if (state->pool->timeout)
		slot->deadline = g_get_monotonic_time() + (gint64)state->pool->timeout * G_USEC_PER_SEC;
	/* A worker that is gone already is noticed when its socket is read. */
	(void)!send(slot->sock, &number, sizeof(number), MSG_NOSIGNAL | MSG_DONTWAIT);
}

/* A slot for the next job: an idle worker if it may be a used one, else a new process. NULL when all are busy (no
 * error) or none could be made (error, only if no other worker is left to go on with). */
static struct slot *slot_for_job(struct state *state, bool fresh, GError **error)
{
	struct slot *none = NULL, *idle = NULL;
	unsigned alive = 0;

	for (unsigned i = 0; i < state->n_slots; i++) {
		struct slot *slot = &state->slots[i];

		alive += slot->pid != 0;
		if (!slot->pid && !none)
			none = slot;
		else if (slot->pid && slot->job == NO_JOB && (!fresh || slot->n_done == 0))
			return slot;
		else if (slot->pid && slot->job == NO_JOB)
			idle = slot;
	}
	if (!none && fresh && idle) {
		slot_kill(idle);
		none = idle;
		alive--;
	}
	if (!none || !slot_fork(state, none, alive ? NULL : error))
		return NULL;
	return none;
}

static bool give_out(struct state *state, GError **error)
{
	GError *failed = NULL;

	while (state->retry.length || state->next < state->pool->n_jobs) {
		bool fresh = state->retry.length > 0;
		struct slot *slot = slot_for_job(state, fresh, &failed);

		if (!slot)
			break;
		slot_give(state, slot, fresh ? GPOINTER_TO_UINT(g_queue_pop_head(&state->retry)) - 1 : state->next++);
	}
	if (!failed)
		return true;
	g_propagate_error(error, failed);
	return false;
}

static int wait_time(const struct state *state, gint64 now)
{
	gint64 wait_ms = state->pool->cancelled ? ASK_EVERY_MS : -1;

	for (unsigned i = 0; i < state->n_slots; i++) {
		const struct slot *slot = &state->slots[i];
		gint64 left = (slot->deadline - now + 999) / 1000;

		if (slot->pid && slot->deadline && (wait_ms < 0 || left < wait_ms))
			wait_ms = MAX(left, 0);
	}
	return (int)MIN(wait_ms, G_MAXINT);
}

static void wait_and_read(struct state *state, struct pollfd *fds)
{
	gint64 now;
	int n;

	for (unsigned i = 0; i < state->n_slots; i++)
		fds[i] = (struct pollfd){.fd = state->slots[i].pid ? state->slots[i].sock : -1, .events = POLLIN};
	n = poll(fds, state->n_slots, wait_time(state, g_get_monotonic_time()));
	for (unsigned i = 0; n > 0 && i < state->n_slots; i++) {
		if (fds[i].revents && state->slots[i].pid)
			slot_read(state, &state->slots[i]);
	}
	now = g_get_monotonic_time();
	for (unsigned i = 0; i < state->n_slots; i++) {
		if (state->slots[i].pid && state->slots[i].deadline && state->slots[i].deadline <= now)
			slot_timed_out(state, &state->slots[i]);
	}
}

static bool run_jobs(struct state *state, GError **error)
{
	g_autofree struct pollfd *fds = g_new0(struct pollfd, state->n_slots);
	const struct pool *pool = state->pool;

	while (state->finished < pool->n_jobs) {
		if (pool->cancelled && pool->cancelled(pool->data)) {
			g_set_error_literal(error, POOL_ERROR, POOL_ERROR_CANCELLED, "cancelled");
			return false;
		}
		if (!give_out(state, error))
			return false;
		wait_and_read(state, fds);
	}
	return true;
}

bool pool_run(const struct pool *pool, GError **error)
{
	unsigned workers = pool->workers ? pool->workers : g_get_num_processors();
	struct state state = {.pool = pool, .n_slots = MIN(workers, pool->n_jobs)};
	bool ok;

	state.slots = g_new0(struct slot, state.n_slots);
	state.results = g_new0(struct result, pool->n_jobs);
	ok = run_jobs(&state, error);
	for (unsigned i = 0; i < state.n_slots; i++) {
		if (state.slots[i].pid)
			slot_kill(&state.slots[i]);
	}
	for (unsigned i = 0; i < pool->n_jobs; i++) {
		g_clear_pointer(&state.results[i].answer, g_bytes_unref);
		g_free(state.results[i].detail);
	}
	g_queue_clear(&state.retry);
	g_free(state.slots);
	g_free(state.results);
	return ok;
}
