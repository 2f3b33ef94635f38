/* A filter at work: the call fails with the errno asked for, all else works, and what is started inherits it; and what
 * the filter would do on the architectures that this one's kernel runs beside it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "deny/deny.h"

#define RULES_DIR TEST_SOURCE_DIR "/rules"

enum { CHILD_REFUSED = 200, CHILD_BROKEN, CHILD_ACCEPT };

static struct rule_set *load_rules(void)
{
	struct rule_set *rules = rule_set_new();
	assert_true(rule_set_load(rules, RULES_DIR, NULL));
	return rules;
}

/* What accept4() fails with in a grandchild of the process that loads the filter. EAGAIN: nobody connects. */
static int errno_of_grandchild(int listener)
{
	int status;
	pid_t pid = fork();
	if (pid == 0) {
		int fd = accept(listener, NULL, NULL);
		if (fd >= 0 || errno != EAGAIN)
			_exit(CHILD_ACCEPT);
		fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
		_exit(fd >= 0 ? CHILD_BROKEN : errno);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return CHILD_BROKEN;
	return WEXITSTATUS(status);
}

static int result_of_child(const struct deny_filter *filter, int listener)
{
	int status;
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		_exit(deny_filter_load(filter, NULL) ? errno_of_grandchild(listener) : CHILD_REFUSED);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void test_fails(void **state)
{
	(void)state;
	static const char *const names[] = {"ENOSYS", "EPERM", "ENOTSUP", "EINVAL"};
	int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
	/* bound to a name that the kernel makes up */
	assert_int_equal(bind(listener, &(struct sockaddr){.sa_family = AF_UNIX}, sizeof(sa_family_t)), 0);
	assert_int_equal(listen(listener, 1), 0);
	assert_int_equal(errno_of_grandchild(listener), EAGAIN);
	auto_ptr(rule_set) rules = load_rules();
	for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
		int number;
		assert_true(errno_number(names[i], &number));
		auto_ptr(deny_filter) filter = deny_filter_new(rules, number, NULL);
		assert_non_null(filter);
		int result = result_of_child(filter, listener);
		if (result == CHILD_REFUSED) {
			print_message("the kernel refuses seccomp filters here\n");
			skip();
		}
		assert_int_equal(result, deny_own_errno(number));
	}
	close(listener);
}

static void test_own_errno(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		int own;
	} cases[] = {{"ENOSYS", ENOSYS},         {"EPERM", EPERM},   {"ENOTSUP", ENOTSUP},
		     {"EOPNOTSUPP", EOPNOTSUPP}, {"EAGAIN", EAGAIN}, {"EDEADLK", EDEADLK}};
	for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
		int number;
		assert_true(errno_number(cases[i].name, &number));
		assert_int_equal(deny_own_errno(number), cases[i].own);
	}
	assert_int_equal(deny_own_errno(100000), 0);
}

static char *text_of(const struct deny_filter *filter)
{
	int fd = memfd_create("filter", 0);
	assert_true(fd >= 0);
	assert_true(deny_filter_print(filter, fd, NULL));
	off_t length = lseek(fd, 0, SEEK_END);
	char *text = g_malloc0((gsize)length + 1);
	assert_int_equal(pread(fd, text, (size_t)length, 0), length);
	close(fd);
	return text;
}

static void test_architectures(void **state)
{
	(void)state;
	auto_ptr(rule_set) rules = load_rules();
	auto_ptr(deny_filter) filter = deny_filter_new(rules, 1, NULL);
	g_autofree char *text = text_of(filter);
	assert_non_null(strstr(text, "\"accept4\""));
	assert_non_null(strstr(text, "ERRNO(1)"));
	assert_null(strstr(text, "KILL"));
#ifdef __x86_64__
	assert_non_null(strstr(text, "\"accept4\" (288)"));
	const char *x86 = strstr(text, "filter for arch x86 ");
	assert_non_null(x86);
	const char *direct = strstr(x86, "\"accept4\" (364)"), *shared = strstr(x86, "\"socketcall\" (102)");
	assert_non_null(direct);
	assert_non_null(shared);
	assert_non_null(strstr(shared, "$a0 == 18)")); /* SYS_ACCEPT4 of socketcall(2) */
#endif
}

static void test_unknown_call(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	auto_ptr(rule_set) rules = load_rules();
	struct rule *rule = g_ptr_array_index(rules->rules, 0);
	g_ptr_array_set_size(rule->raw, 0);
	rule->call.name = "no_such_call";
	auto_ptr(deny_filter) filter = deny_filter_new(rules, 1, &error);
	assert_null(filter);
	assert_true(g_error_matches(error, DENY_ERROR, DENY_ERROR_CALL));
	assert_non_null(strstr(error->message, "no_such_call"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fails),
		cmocka_unit_test(test_own_errno),
		cmocka_unit_test(test_architectures),
		cmocka_unit_test(test_unknown_call),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
