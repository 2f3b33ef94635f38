/* Loading of rules: accept4.yaml as it is installed, what errors say and where they point, and that no broken file
 * crashes the loader. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "rules/rule.h"

#define RULES_DIR TEST_SOURCE_DIR "/rules"

static const char minimal[] = "id: call4\n"
			      "title: a title\n"
			      "severity: error\n"
			      "call: {name: call4, arguments: 4}\n"
			      "raw: [SYS_call4]\n"
			      "failure: -1\n"
			      "errnos: [ENOSYS, EPERM]\n"
			      "fallbacks:\n"
			      "  - {name: call, arguments: 3}\n"
			      "flags_argument: 3\n"
			      "flags:\n"
			      "  - name: F\n"
			      "    value: 0x10\n"
			      "    restored_by:\n"
			      "      - {call: fcntl, descriptor_argument: 0}\n"
			      "availability:\n"
			      "  - {arch: arm, since: 2.6.36}\n"
			      "explanation: |\n"
			      "  Text.\n";

static char *dir;

static int make_dir(void **state)
{
	(void)state;
	dir = g_dir_make_tmp("sysfall-rules-XXXXXX", NULL);
	return dir ? 0 : -1;
}

static int remove_dir(void **state)
{
	(void)state;
	g_autoptr(GDir) handle = g_dir_open(dir, 0, NULL);
	for (const char *name; (name = g_dir_read_name(handle));) {
		g_autofree char *path = g_build_filename(dir, name, NULL);
		g_unlink(path);
	}
	g_rmdir(dir);
	g_free(dir);
	return 0;
}

/* Plainly written: thousands of synced files would take minutes on a slow disk. */
static void write_rule(const char *name, const char *bytes, size_t length)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

static void remove_rule(const char *name)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);
	g_unlink(path);
}

/* minimal with its first FROM replaced. */
static char *changed(const char *from, const char *to)
{
	const char *at = strstr(minimal, from);
	assert_non_null(at);
	return g_strdup_printf("%.*s%s%s", (int)(at - minimal), minimal, to, at + strlen(from));
}

static void accept4_is_complete(void **state)
{
	(void)state;
	auto_ptr(rule_set) set = rule_set_new();
	g_autoptr(GError) error = NULL;
	if (!rule_set_load(set, RULES_DIR, &error))
		fail_msg("%s", error->message);
	const struct rule *rule = rule_set_find(set, "accept4");
	assert_non_null(rule);
	assert_ptr_equal(rule->call.name, g_intern_string("accept4"));
	assert_int_equal(rule->call.arity, 4);
	assert_int_equal(rule->raw->len, 3);
	assert_int_equal(rule->failure, -1);
	assert_int_equal(rule->errnos->len, 3);
	assert_int_equal(((struct rule_errno *)g_ptr_array_index(rule->errnos, 2))->number, 95);
	assert_int_equal(rule->also->len, 4);
	assert_int_equal(rule->fallbacks->len, 5);
	assert_int_equal(rule->flags_argument, 3);
	assert_int_equal(rule->descriptor_argument, 0);
	const struct rule_flag *nonblock = g_ptr_array_index(rule->flags, 1);
	assert_string_equal(nonblock->name, "SOCK_NONBLOCK");
	assert_int_equal(nonblock->value, 0x800);
	const struct rule_restore *fionbio = g_ptr_array_index(nonblock->restores, 2);
	assert_true(fionbio->value_by_pointer);
	assert_int_equal(fionbio->command, 0x5421);
	const struct rule_restore *fioclex =
		g_ptr_array_index(((struct rule_flag *)g_ptr_array_index(rule->flags, 0))->restores, 2);
	assert_int_equal(fioclex->value_argument, -1);
	const struct rule_restore *getfl = g_ptr_array_index(nonblock->restores, 3);
	assert_true(getfl->reads && getfl->mask == 0x800);
	assert_int_equal(rule->severity, SEVERITY_ERROR);
	assert_true(g_str_has_prefix(rule->manual, "https://"));
	assert_non_null(strstr(rule->explanation, "android-cloexec-accept"));
}

static void names_are_found(void **state)
{
	(void)state;
	write_rule("call4.yaml", minimal, strlen(minimal));
	auto_ptr(rule_set) set = rule_set_new();
	assert_true(rule_set_load(set, dir, NULL));
	assert_true(rule_set_load(set, RULES_DIR, NULL));
	remove_rule("call4.yaml");
	assert_string_equal(((struct rule *)g_ptr_array_index(set->rules, 0))->id, "accept4");
	g_autoptr(GPtrArray) names = rule_set_names(set);
	assert_ptr_equal(g_ptr_array_index(names, 0), g_intern_string("accept4"));
	assert_true(g_ptr_array_find(names, g_intern_string("SYS_call4"), NULL));
	assert_ptr_equal(rule_set_by_name(set, "__NR_accept4"), rule_set_find(set, "accept4"));
	assert_ptr_equal(rule_set_by_name(set, "call4"), rule_set_find(set, "call4"));
	assert_null(rule_set_by_name(set, "accept"));
	assert_null(rule_set_find(set, "no"));
}

static void optional_keys_have_defaults(void **state)
{
	(void)state;
	write_rule("call4.yaml", minimal, strlen(minimal));
	auto_ptr(rule_set) set = rule_set_new();
	assert_true(rule_set_load(set, dir, NULL));
	remove_rule("call4.yaml");
	const struct rule *rule = rule_set_find(set, "call4");
	assert_int_equal(rule->descriptor_argument, -1);
	assert_int_equal(rule->tables->len, 0);
	const struct rule_flag *flag = g_ptr_array_index(rule->flags, 0);
	const struct rule_restore *restore = g_ptr_array_index(flag->restores, 0);
	assert_int_equal(restore->command_argument, -1);
	assert_int_equal(restore->value_argument, -1);
	assert_string_equal(((struct rule_availability *)g_ptr_array_index(rule->availability, 0))->since, "2.6.36");
}

/* The loader's message for these bytes as call4.yaml, without the folder. */
static char *message_for(const char *bytes)
{
	write_rule("call4.yaml", bytes, strlen(bytes));
	auto_ptr(rule_set) set = rule_set_new();
	g_autoptr(GError) error = NULL;
	bool ok = rule_set_load(set, dir, &error);
	remove_rule("call4.yaml");
	if (ok)
		return g_strdup("no error");
	assert_int_equal(error->domain, RULES_ERROR);
	assert_int_equal(set->rules->len, 0);
	assert_true(g_str_has_prefix(error->message, dir));
	return g_strdup(error->message + strlen(dir) + 1);
}

static void too_many_flags_are_refused(void **state)
{
	(void)state;
	static const char flag[] = "  - {name: F, value: 1, restored_by: [{call: f, descriptor_argument: 0}]}\n";
	const char *at = strstr(minimal, "flags:\n") + strlen("flags:\n"), *rest = strstr(minimal, "availability");
	g_autoptr(GString) text = g_string_new_len(minimal, at - minimal);
	for (unsigned i = 0; i < RULE_FLAGS_MAX; i++)
		g_string_append(text, flag);
	g_autofree char *most = g_strconcat(text->str, rest, NULL);
	g_autofree char *more = g_strconcat(text->str, flag, rest, NULL);
	g_autofree char *none = message_for(most), *message = message_for(more);
	assert_string_equal(none, "no error");
	assert_non_null(strstr(message, "expected at most 64 flags"));
}

static void restoring_calls_are_known(void **state)
{
	(void)state;
	auto_ptr(rule_set) set = rule_set_new();
	assert_true(rule_set_load(set, RULES_DIR, NULL));
	assert_true(rule_set_restores(set, "fcntl") && rule_set_restores(set, "ioctl"));
	assert_false(rule_set_restores(set, "close") || rule_set_restores(set, "accept"));
	assert_true(rule_set_multiplexes(set, "socketcall"));
	assert_false(rule_set_multiplexes(set, "syscall"));
}

static void errors_name_place_and_expectation(void **state)
{
	(void)state;
	static const struct {
		const char *from, *to, *message;
	} cases[] = {
		{"title", "tittle", "call4.yaml:2:1: expected one of the keys id, title, severity, call"},
		{"title: a title\n", "", "call4.yaml:1:1: expected the key 'title' in 'rule'"},
		{"a title", "", "call4.yaml:2:7: expected a text that is not empty for 'title'"},
		{"a title", "[a]", "call4.yaml:2:8: expected a text for 'title'"},
		{"title: a", "id: b\ntitle: a", "call4.yaml:2:1: expected the key 'id' only once"},
		{"severity: error", "severity: fatal",
		 "call4.yaml:3:11: expected one of error, warning, note for 'severity'"},
		{"arguments: 4", "arguments: four",
		 "call4.yaml:4:32: expected a whole number for 'arguments', not 'four'"},
		{"arguments: 4", "arguments: 99999999999",
		 "call4.yaml:4:32: expected a number that is not out of range for 'arguments'"},
		{"arguments: 4", "arguments: 40", "call4.yaml:4:32: expected 0 to 20 arguments"},
		{"name: call4", "name: call-4", "call4.yaml:4:14: expected a C identifier, and 'call-4' is none"},
		{"call: {name: call4, arguments: 4}", "call: call4",
		 "call4.yaml:4:7: expected a mapping (key: value) for 'call'"},
		{"[SYS_call4]", "SYS_call4", "call4.yaml:5:6: expected a list for 'raw'"},
		{"[ENOSYS, EPERM]", "[]", "call4.yaml:7:9: expected at least 1 entry for 'errnos'"},
		{"title: a", "manual: man 2 call4\ntitle: a", "call4.yaml:2:9: expected a web address"},
		{"EPERM", "EPREM", "call4.yaml:7:18: expected the name of an errno of Linux, and 'EPREM' is none"},
		{"EPERM", "ENOTSUP, EOPNOTSUPP",
		 "call4.yaml:7:27: expected each errno once, and EOPNOTSUPP is the same number as ENOTSUP before it"},
		{"{name: call, ", "{name: SYS_call4, ", "call4.yaml:9:5: expected a call to fall back to"},
		{"{name: call, ", "{name: call, raw: maybe, ", "call4.yaml:9:23: expected true or false for 'raw'"},
		{"flags_argument: 3", "flags_argument: 4", "call4.yaml:10:17: expected an argument of call4: 0 to 3"},
		{"flags_argument: 3", "flags_argument: -1", "call4.yaml:10:17: expected an argument of call4: 0 to 3"},
		{"flags_argument: 3\n", "", "call4.yaml:11:3: expected a flags_argument where there are flags"},
		{"flags_argument: 3", "flags_argument: 3\ndescriptor_argument: 3",
		 "call4.yaml:11:22: expected an argument that the call and all its fallbacks have: 0 to 2"},
		{"0x10", "0", "call4.yaml:13:12: expected a flag that is not 0"},
		{"descriptor_argument: 0", "descriptor_argument: 0, command: 2",
		 "call4.yaml:15:9: expected both of command_argument and command, or neither"},
		{"descriptor_argument: 0", "descriptor_argument: 0, value_argument: 2",
		 "call4.yaml:15:9: expected a mask that is not 0 where there is a value_argument"},
		{"descriptor_argument: 0", "descriptor_argument: 0, reads: true",
		 "call4.yaml:15:9: expected a mask that is not 0 where there is a value_argument or reads"},
		{"descriptor_argument: 0", "descriptor_argument: 0, reads: true, mask: 1, clears: true",
		 "call4.yaml:15:9: expected neither clears nor a value_argument where reads is set"},
		{"descriptor_argument: 0", "descriptor_argument: -1",
		 "call4.yaml:15:9: expected arguments counted from 0"},
		{"2.6.36", "new", "call4.yaml:17:24: expected a kernel version such as 2.6.36, or never"},
		{"id: call4", "id: other", "call4.yaml:1:5: expected 'call4', because the file is called call4.yaml"},
		{"arguments: 4}", "arguments: 4", "call4.yaml:5:4: expected YAML: while parsing a flow mapping"},
		{"title: a title", "title: \xff", "call4.yaml:2:8: expected YAML: invalid leading UTF-8 octet"},
		{"  Text.\n", "  Text.\n---\nid: b\n",
		 "call4.yaml:21:1: expected the end of the file: one file holds one"},
	};
	for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *bytes = changed(cases[i].from, cases[i].to);
		g_autofree char *message = message_for(bytes);
		if (!g_str_has_prefix(message, cases[i].message))
			fail_msg("%s -> %s gives: %s\nnot: %s", cases[i].from, cases[i].to, message, cases[i].message);
	}
}

static void file_that_is_no_rule(void **state)
{
	(void)state;
	static const struct {
		const char *bytes, *message;
	} cases[] = {
		{"", "call4.yaml:1:1: expected a rule, but the file is empty"},
		{"# nothing\n", "call4.yaml:1:1: expected a rule, but the file is empty"},
		{"- a\n", "call4.yaml:1:1: expected a mapping (key: value) for 'rule'"},
		{"word\n", "call4.yaml:1:1: expected a mapping (key: value) for 'rule'"},
		{"? [a]\n: b\n", "call4.yaml:1:3: expected one of the keys id, "},
	};
	for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *message = message_for(cases[i].bytes);
		if (!g_str_has_prefix(message, cases[i].message))
			fail_msg("%s gives: %s", cases[i].bytes, message);
	}
}

static void folder_without_rules(void **state)
{
	(void)state;
	auto_ptr(rule_set) set = rule_set_new();
	g_autoptr(GError) error = NULL;
	assert_false(rule_set_load(set, dir, &error));
	assert_true(g_error_matches(error, RULES_ERROR, RULES_ERROR_READ));
	assert_non_null(strstr(error->message, dir));
	g_clear_error(&error);
	assert_false(rule_set_load(set, "/nonexistent/rules", &error));
	assert_true(g_error_matches(error, RULES_ERROR, RULES_ERROR_READ));
	assert_non_null(strstr(error->message, "/nonexistent/rules"));
}

static void same_id_twice(void **state)
{
	(void)state;
	write_rule("call4.yaml", minimal, strlen(minimal));
	auto_ptr(rule_set) set = rule_set_new();
	assert_true(rule_set_load(set, dir, NULL));
	g_autoptr(GError) error = NULL;
	assert_false(rule_set_load(set, dir, &error));
	remove_rule("call4.yaml");
	assert_true(g_error_matches(error, RULES_ERROR, RULES_ERROR_DUPLICATE));
	assert_non_null(strstr(error->message, "/call4.yaml: the rule 'call4' is in "));
	assert_int_equal(set->rules->len, 1);
}

static void errnos_both_ways(void **state)
{
	(void)state;
	int number = 0;
	assert_true(errno_number("ENOSYS", &number));
	assert_int_equal(number, 38);
	assert_true(errno_number("EOPNOTSUPP", &number));
	assert_int_equal(number, 95);
	assert_false(errno_number("ENOTSUPP", &number));
	assert_int_equal(number, 95);
	assert_string_equal(errno_name(95), "ENOTSUP");
	assert_string_equal(errno_name(11), "EAGAIN");
	assert_null(errno_name(0));
	for (int i = 1; i <= 133; i++) {
		if (errno_name(i)) {
			assert_true(errno_number(errno_name(i), &number));
			assert_int_equal(number, i);
		} else {
			assert_true(i == 41 || i == 58);
		}
	}
}

static void kernel_releases(void **state)
{
	(void)state;
	static const char *const good[] = {"2.6",  "2.6.",   "2.6.35", "2.6.35.14-skywalker", "5.10.0-20-amd64",
					   "6.1+", "4.4.0_x"};
	static const char *const bad[] = {"", "5", "5.", "five", "2.6x", "-2.6", "99999.1", "2..6"};
	unsigned release[3];
	for (unsigned i = 0; i < G_N_ELEMENTS(good); i++)
		assert_true(kernel_release_parse(good[i], release));
	release[0] = 77;
	for (unsigned i = 0; i < G_N_ELEMENTS(bad); i++)
		assert_false(kernel_release_parse(bad[i], release));
	assert_int_equal(release[0], 77);
	assert_true(kernel_release_parse("2.6.35.14", release));
	assert_int_equal(release[2], 35);
}

static void presence_by_target(void **state)
{
	(void)state;
	auto_ptr(rule_set) set = rule_set_new();
	assert_true(rule_set_load(set, RULES_DIR, NULL));
	const struct rule *rule = rule_set_find(set, "accept4");
	static const struct {
		const char *kernel, *arch;
		enum rule_presence presence;
	} cases[] = {
		{"2.6.35", "arm", RULE_ABSENT},          {"2.6.36", "arm", RULE_PRESENT},
		{"2.6.35-imx28", "armv7l", RULE_ABSENT}, {"2.6.35", "ARMHF", RULE_ABSENT},
		{"2.6.35", "x86_64", RULE_PRESENT},      {"4.2", "i686", RULE_ABSENT},
		{"4.3", "i686", RULE_PRESENT},           {"6.1", "blackfin", RULE_ABSENT},
		{NULL, "blackfin", RULE_ABSENT},         {NULL, "arm", RULE_PRESENCE_UNKNOWN},
		{"6.1", NULL, RULE_PRESENCE_UNKNOWN},    {"2.6.27", NULL, RULE_ABSENT},
		{"6.1", "pdp11", RULE_PRESENCE_UNKNOWN}, {"new", "arm", RULE_PRESENCE_UNKNOWN},
		{NULL, NULL, RULE_PRESENCE_UNKNOWN},     {"6.1", "aarch64", RULE_PRESENT},
	};
	for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_int_equal(rule_presence(rule, cases[i].kernel, cases[i].arch), cases[i].presence);
}

/* Writes the bytes as accept4.yaml; loading gives a rule or a message, and nothing else happens. */
static bool try_to_load(const char *bytes, size_t length)
{
	write_rule("accept4.yaml", bytes, length);
	auto_ptr(rule_set) set = rule_set_new();
	g_autoptr(GError) error = NULL;
	bool ok = rule_set_load(set, dir, &error);
	assert_true(ok == (error == NULL));
	assert_int_equal(set->rules->len, ok ? 1 : 0);
	if (!ok)
		assert_non_null(strstr(error->message, "accept4.yaml:"));
	return ok;
}

static const char *const snippets[] = {
	"&a ", "*a", "[", "]",      "{",     "}",     ": ", "- ", "\n", "|\n", ">\n",
	"\"",  "'",  "%", "!!int ", "---\n", "...\n", "~",  "\t", "#",  "-1",  "99999999999999999999",
	"? "};

static void mutate(GRand *r, GString *bytes)
{
	gssize at = g_rand_int_range(r, 0, (int)bytes->len), left = (gssize)bytes->len - at;
	switch (g_rand_int_range(r, 0, 4)) {
	case 0: bytes->str[at] = (char)g_rand_int_range(r, 0, 256); break;
	case 1: g_string_erase(bytes, at, MIN(left, g_rand_int_range(r, 1, 40))); break;
	case 2: g_string_insert(bytes, at, snippets[g_rand_int_range(r, 0, G_N_ELEMENTS(snippets))]); break;
	default: {
		g_autofree char *copy = g_strndup(bytes->str + at, (gsize)MIN(left, 60));
		g_string_insert(bytes, g_rand_int_range(r, 0, (int)bytes->len), copy);
	}
	}
}

static void broken_files_never_crash(void **state)
{
	(void)state;
	g_autofree char *whole = NULL;
	gsize length;
	assert_true(g_file_get_contents(RULES_DIR "/accept4.yaml", &whole, &length, NULL));
	gsize keys_end = (gsize)(strstr(whole, "explanation:") - whole) + 40;
	assert_true(try_to_load(whole, length));
	for (gsize cut = 0; cut < keys_end; cut += 23)
		try_to_load(whole, cut);
	unsigned refused = 0;
	for (unsigned seed = 1; seed <= 500; seed++) {
		g_autoptr(GRand) r = g_rand_new_with_seed(seed);
		g_autoptr(GString) bytes = g_string_new_len(whole, (gssize)keys_end);
		for (int n = g_rand_int_range(r, 1, 6); n > 0; n--)
			mutate(r, bytes);
		refused += !try_to_load(bytes->str, bytes->len);
	}
	remove_rule("accept4.yaml");
	assert_in_range(refused, 150, 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accept4_is_complete),
		cmocka_unit_test(names_are_found),
		cmocka_unit_test(optional_keys_have_defaults),
		cmocka_unit_test(too_many_flags_are_refused),
		cmocka_unit_test(restoring_calls_are_known),
		cmocka_unit_test(errors_name_place_and_expectation),
		cmocka_unit_test(file_that_is_no_rule),
		cmocka_unit_test(folder_without_rules),
		cmocka_unit_test(same_id_twice),
		cmocka_unit_test(errnos_both_ways),
		cmocka_unit_test(kernel_releases),
		cmocka_unit_test(presence_by_target),
		cmocka_unit_test(broken_files_never_crash),
	};
	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
