/* The pool with jobs of its own: every way a job can end, in every order. */
#include "worker/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_JOBS 5000

struct fixture {
	unsigned n_delivered;
	unsigned progress;
	unsigned bytes;
	enum pool_outcome outcomes[MAX_JOBS];
	GPtrArray *answers; /* of char * or NULL */
	GPtrArray *details;
	unsigned cancel_after; /* progress at which it is cancelled; 0: never */
	unsigned started;      /* in a child */
	int log_fd;            /* children write a byte for each process started */
};

static void collect(unsigned job, enum pool_outcome outcome, GBytes *answer, const char *detail, void *data)
{
	struct fixture *f = data;

	assert_int_equal(job, f->n_delivered);
	f->n_delivered++;
	f->outcomes[job] = outcome;
	if (outcome == POOL_DONE) {
		gsize size;
		const char *bytes = g_bytes_get_data(answer, &size);

		g_ptr_array_add(f->answers, g_strndup(bytes ? bytes : "", size));
		f->bytes += (unsigned)size;
		assert_null(detail);
	} else {
		assert_null(answer);
		g_ptr_array_add(f->answers, NULL);
	}
	g_ptr_array_add(f->details, g_strdup(detail));
}

static void count(unsigned finished, void *data)
{
	struct fixture *f = data;

	assert_int_equal(finished, f->progress + 1);
	f->progress = finished;
}

static void note_start(void *data)
{
	struct fixture *f = data;

	f->started++;
	assert_int_equal(write(f->log_fd, "s", 1), 1);
}

static bool is_cancelled(void *data)
{
	struct fixture *f = data;

	return f->cancel_after && f->progress >= f->cancel_after;
}

static void put(GByteArray *out, const char *text)
{
	g_byte_array_append(out, (const guint8 *)text, (guint)strlen(text));
}

static int setup(void **state)
{
	struct fixture *f = g_new0(struct fixture, 1);

	f->answers = g_ptr_array_new_with_free_func(g_free);
	f->details = g_ptr_array_new_with_free_func(g_free);
	f->log_fd = -1;
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	g_ptr_array_unref(f->answers);
	g_ptr_array_unref(f->details);
	g_free(f);
	/* No child is left, running or dead. */
	return waitpid(-1, NULL, WNOHANG) == -1 ? 0 : -1;
}

static struct pool make_pool(struct fixture *f, unsigned n_jobs, unsigned workers,
			     void (*work)(unsigned, GByteArray *, void *))
{
	return (struct pool){
		.n_jobs = n_jobs, .workers = workers, .data = f, .work = work, .done = collect, .progress = count};
}

static void run(const struct pool *pool)
{
	struct fixture *f = pool->data;
	GError *error = NULL;

	assert_true(pool_run(pool, &error));
	assert_null(error);
	assert_int_equal(f->n_delivered, pool->n_jobs);
	assert_int_equal(f->progress, pool->n_jobs);
}

static void number(unsigned job, GByteArray *out, void *data)
{
	char text[32];

	(void)data;
	g_snprintf(text, sizeof(text), "%u", job);
	put(out, text);
}

static void test_many_tiny_jobs(void **state)
{
	struct fixture *f = *state;
	struct pool pool = make_pool(f, MAX_JOBS, 4, number);

	run(&pool);
	for (unsigned i = 0; i < MAX_JOBS; i++) {
		g_autofree char *want = g_strdup_printf("%u", i);

		assert_string_equal(g_ptr_array_index(f->answers, i), want);
	}
}

static void test_no_jobs(void **state)
{
	struct pool pool = make_pool(*state, 0, 4, number);

	run(&pool);
}

static void tell_pid(unsigned job, GByteArray *out, void *data)
{
	char text[32];

	(void)job;
	(void)data;
	g_snprintf(text, sizeof(text), "%d", (int)getpid());
	put(out, text);
}

static void test_one_worker_is_still_a_process(void **state)
{
	struct fixture *f = *state;
	struct pool pool = make_pool(f, 3, 1, tell_pid);

	run(&pool);
	assert_int_not_equal(atoi(g_ptr_array_index(f->answers, 0)), getpid());
	assert_string_equal(g_ptr_array_index(f->answers, 0), g_ptr_array_index(f->answers, 2));
}

static void test_no_more_workers_than_jobs(void **state)
{
	struct fixture *f = *state;
	struct pool pool = make_pool(f, 2, 64, number);
	char bytes[100];
	int log[2];

	assert_int_equal(pipe(log), 0);
	f->log_fd = log[1];
	pool.start = note_start;
	run(&pool);
	close(log[1]);
	assert_true(read(log[0], bytes, sizeof(bytes)) <= 2);
	close(log[0]);
	assert_int_equal(f->started, 0);
}

static void slow_first(unsigned job, GByteArray *out, void *data)
{
	if (job == 0)
		g_usleep(200 * 1000);
	number(job, out, data);
}

static void test_order_with_a_slow_first_job(void **state)
{
	struct fixture *f = *state;
	struct pool pool = make_pool(f, 50, 2, slow_first);

	run(&pool);
	assert_string_equal(g_ptr_array_index(f->answers, 0), "0");
	assert_string_equal(g_ptr_array_index(f->answers, 49), "49");
}

static void big(unsigned job, GByteArray *out, void *data)
{
	(void)data;
	g_byte_array_set_size(out, 10 * 1024 * 1024 + job);
	memset(out->data, 'a' + (int)job, out->len);
}

static void test_big_answers(void **state)
{
	struct fixture *f = *state;
	struct pool pool = make_pool(f, 5, 2, big);

	run(&pool);
	assert_int_equal(f->bytes, 5 * 10 * 1024 * 1024 + 0 + 1 + 2 + 3 + 4);
	assert_int_equal(((char *)g_ptr_array_index(f->answers, 4))[10 * 1024 * 1024], 'e');
}

static void empty(unsigned job, GByteArray *out, void *data)
{
	(void)job;
	(void)out;
	(void)data;
}

static void test_empty_answers(void **state)
{
	struct fixture *f = *state;
	struct pool pool = make_pool(f, 3, 2, empty);

	run(&pool);
	assert_string_equal(g_ptr_array_index(f->answers, 1), "");
}

/* Every third job ends its worker, each in another way. */
static void die_in_many_ways(unsigned job, GByteArray *out, void *data)
{
	(void)signal(SIGSEGV, SIG_DFL); /* a sanitizer's handler would turn it into an exit status */
	(void)signal(SIGABRT, SIG_DFL);
	switch (job) {
	case 1: raise(SIGSEGV); break;
	case 4: abort();
	case 7: exit(3);
	case 10: _exit(0);
	case 13: raise(SIGKILL); break;
	default: number(job, out, data);
	}
}

static void check_deaths(const struct fixture *f)
{
	static const struct {
		unsigned job;
		enum pool_outcome outcome;
		const char *detail;
	} want[] = {
		{1, POOL_CRASHED, "signal 11 (Segmentation fault)"},
		{4, POOL_CRASHED, "signal 6 (Aborted)"},
		{7, POOL_CRASHED, "exit status 3"},
		{10, POOL_CRASHED, "exit status 0"},
		{13, POOL_MEMORY, "killed from outside (signal 9), as the kernel does when memory runs out"},
	};
	unsigned dead = 0;

	for (unsigned i = 0; i < f->n_delivered; i++)
		dead += f->outcomes[i] != POOL_DONE;
	assert_int_equal(dead, G_N_ELEMENTS(want));
	for (unsigned i = 0; i < G_N_ELEMENTS(want); i++) {
		assert_int_equal(f->outcomes[want[i].job], want[i].outcome);
		assert_string_equal(g_ptr_array_index(f->details, want[i].job), want[i].detail);
	}
}

static void test_crashes_cost_their_job_only(void **state)
{
	struct fixture *f = *state;
	struct pool pool = make_pool(f, 20, 2, die_in_many_ways);

	run(&pool);
	check_deaths(f);
}

static void test_crashes_with_one_worker(void **state)
{
	struct fixture *f = *state;
	struct pool pool = make_pool(f, 20, 1, die_in_many_ways);

	run(&pool);
	check_deaths(f);
}

static void all_die(unsigned job, GByteArray *out, void *data)
{
	(void)job;
	(void)out;
	(void)data;
	(void)signal(SIGABRT, SIG_DFL);
	abort();
}

static void test_all_jobs_crash(void **state)
{
	struct fixture *f = *state;
	struct pool pool = make_pool(f, 30, 3, all_die);

	run(&pool);
	for (unsigned i = 0; i < 30; i++)
		assert_int_equal(f->outcomes[i], POOL_CRASHED);
}

/* A process that has done job 0 is poisoned: whatever follows in it dies. */
static void poisoned(unsigned job, GByteArray *out, void *data)
{
	struct fixture *f = data;

	if (f->started && job > 0 && f->n_delivered == 77)
		_exit(9);
	if (job == 0)
		f->n_delivered = 77; /* the child's copy only */
	number(job, out, data);
}

static void mark_start(void *data)
{
	struct fixture *f = data;

	f->started = 1;
}

static void test_outcome_does_not_depend_on_earlier_jobs(void **state)
{
	struct fixture *f = *state;
	struct pool pool = make_pool(f, 4, 1, poisoned);

	pool.start = mark_start;
	run(&pool);
	for (unsigned i = 0; i < 4; i++)
		assert_int_equal(f->outcomes[i], POOL_DONE);
}

static void hang_on_two(unsigned job, GByteArray *out, void *data)
{
	(void)signal(SIGTERM, SIG_IGN);
	while (job == 2)
		pause();
	number(job, out, data);
}

static void test_hang(void **state)
{
	struct fixture *f = *state;
	struct pool pool = make_pool(f, 6, 2, hang_on_two);

	pool.timeout = 1;
	run(&pool);
	for (unsigned i = 0; i < 6; i++)
		assert_int_equal(f->outcomes[i], i == 2 ? POOL_TIMEOUT : POOL_DONE);
	assert_string_equal(g_ptr_array_index(f->details, 2), "no answer after 1 s");
}

static void eat_memory(unsigned job, GByteArray *out, void *data)
{
	if (job == 1) {
		char *p = g_malloc((gsize)8 << 30);

		memset(p, 1, 10);
		put(out, p);
	}
	number(job, out, data);
}

static void test_memory(void **state)
{
	struct fixture *f = *state;
	struct pool pool = make_pool(f, 4, 2, eat_memory);

	if (wire_has_sanitizer())
		skip();
	pool.memory = (guint64)512 << 20;
	run(&pool);
	for (unsigned i = 0; i < 4; i++)
		assert_int_equal(f->outcomes[i], i == 1 ? POOL_MEMORY : POOL_DONE);
	assert_string_equal(g_ptr_array_index(f->details, 1), "more than 512 MB of memory");
}

static void slow(unsigned job, GByteArray *out, void *data)
{
	if (job >= 3)
		g_usleep(30 * G_USEC_PER_SEC);
	number(job, out, data);
}

static void test_cancel(void **state)
{
	struct fixture *f = *state;
	struct pool pool = make_pool(f, 100, 2, slow);
	gint64 start = g_get_monotonic_time();
	GError *error = NULL;

	f->cancel_after = 3;
	pool.cancelled = is_cancelled;
	assert_false(pool_run(&pool, &error));
	assert_true(g_error_matches(error, POOL_ERROR, POOL_ERROR_CANCELLED));
	g_error_free(error);
	assert_true(g_get_monotonic_time() - start < 10 * G_USEC_PER_SEC);
	assert_int_equal(f->n_delivered, 3);
}

static void damage(unsigned job, GByteArray *out, void *data)
{
	/* Finds the only socket there is and talks past the protocol. */
	for (int fd = 3; job == 1 && fd < 64; fd++)
		(void)!send(fd, "this is no header at all", 24, MSG_NOSIGNAL);
	number(job, out, data);
}

static void test_damaged_answer(void **state)
{
	struct fixture *f = *state;
	struct pool pool = make_pool(f, 3, 1, damage);

	run(&pool);
	assert_int_equal(f->outcomes[0], POOL_DONE);
	assert_int_equal(f->outcomes[1], POOL_LOST);
	assert_int_equal(f->outcomes[2], POOL_DONE);
}

static void count_sockets(unsigned job, GByteArray *out, void *data)
{
	unsigned n = 0;

	(void)data;
	if (job < 8)
		g_usleep(20 * 1000); /* so that all workers come to be */
	for (int fd = 3; fd < 256; fd++) {
		int type;
		socklen_t size = sizeof(type);

		n += getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0;
	}
	number(n, out, data);
}

static void test_children_hold_no_others_sockets(void **state)
{
	struct fixture *f = *state;
	struct pool pool = make_pool(f, 16, 8, count_sockets);

	run(&pool);
	for (unsigned i = 0; i < 16; i++)
		assert_string_equal(g_ptr_array_index(f->answers, i), "1");
}

static void chatter(unsigned job, GByteArray *out, void *data)
{
	for (unsigned i = 0; i < 5000; i++)
		printf("a job's own line\n");
	if (job % 2)
		exit(1);
	number(job, out, data);
}

static void never_in_a_child(void)
{
	char c = '!';

	(void)!write(STDERR_FILENO, &c, 0);
	fputs("exit handler\n", stdout);
	fflush(stdout);
}

/* The parent's unflushed output comes out once, and no exit handler of the parent runs in a child. */
static void test_children_leave_stdio_alone(void **state)
{
	struct fixture *f = *state;
	struct pool pool = make_pool(f, 6, 2, chatter);
	g_autofree char *path = g_build_filename(g_get_tmp_dir(), "sysfall-pool-test-XXXXXX", NULL);
	g_autofree char *text = NULL;
	int fd = g_mkstemp(path);
	int status;
	pid_t pid;

	assert_true(fd >= 0);
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		dup2(fd, STDOUT_FILENO);
		atexit(never_in_a_child);
		printf("once\n");
		_exit(pool_run(&pool, NULL) && fflush(stdout) == 0 ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_true(g_file_get_contents(path, &text, NULL, NULL));
	assert_string_equal(text, "once\n");
	close(fd);
	unlink(path);
}

static void sleep_long(unsigned job, GByteArray *out, void *data)
{
	struct fixture *f = data;
	pid_t pid = getpid();

	(void)job;
	(void)out;
	(void)!write(f->log_fd, &pid, sizeof(pid));
	g_usleep(60 * G_USEC_PER_SEC);
}

static void test_children_die_with_their_parent(void **state)
{
	struct fixture *f = *state;
	struct pool pool = make_pool(f, 1, 1, sleep_long);
	pid_t parent, worker = 0;
	int log[2];

	assert_int_equal(pipe(log), 0);
	f->log_fd = log[1];
	parent = fork();
	if (parent == 0)
		_exit(pool_run(&pool, NULL) ? 0 : 1);
	assert_int_equal(read(log[0], &worker, sizeof(worker)), sizeof(worker));
	close(log[1]);
	kill(parent, SIGKILL);
	assert_int_equal(waitpid(parent, NULL, 0), parent);
	/* The last holder of the pipe's other end is the worker. */
	assert_int_equal(read(log[0], &worker, sizeof(worker)), 0);
	close(log[0]);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(many_tiny_jobs),
		TEST(no_jobs),
		TEST(one_worker_is_still_a_process),
		TEST(no_more_workers_than_jobs),
		TEST(order_with_a_slow_first_job),
		TEST(big_answers),
		TEST(empty_answers),
		TEST(crashes_cost_their_job_only),
		TEST(crashes_with_one_worker),
		TEST(all_jobs_crash),
		TEST(outcome_does_not_depend_on_earlier_jobs),
		TEST(hang),
		TEST(memory),
		TEST(cancel),
		TEST(damaged_answer),
		TEST(children_hold_no_others_sockets),
		TEST(children_leave_stdio_alone),
		TEST(children_die_with_their_parent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
