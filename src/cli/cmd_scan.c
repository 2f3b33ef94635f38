/* sysfall scan: analyse, record, print. */
#include <string.h>
#include <unistd.h>

#include "cli/buffer.h"
#include "cli/cmd.h"
#include "cli/conclude.h"
#include "cli/gate.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/origin.h"
#include "cli/output.h"
#include "cli/record.h"
#include "cli/record_check.h"
#include "cli/root.h"
#include "cli/ruleset.h"
#include "cli/settings.h"
#include "cli/stats.h"
#include "cli/target.h"
#include "scan/scan.h"
#include "util/progress.h"

#define COMPILE_DATABASE "compile_commands.json"
#define JOBS_MAX         1024
#define TIMEOUT_MAX      86400 /* seconds: a day */

enum {
	KEY_NO_DB = 512,
	KEY_NO_CACHE,
	KEY_STAGED,
	KEY_SINCE,
	KEY_WHOLE,
	KEY_HOOK,
	KEY_STDIN,
	KEY_STDIN_FILENAME,
	KEY_TIMEOUT,
	KEY_STATS,
	KEY_RULE,
	KEY_ERRNO,
	KEY_EXCLUDE
};

static const struct argp_option scan_options[] = {
	{"build-dir", 'p', "DIR", 0,
	 "Take the compiler's flags from DIR/" COMPILE_DATABASE " (default: one in the root, its build folder or "
	 "a folder above, or else flags made up from the tree)",
	 0},
	{"staged", KEY_STAGED, NULL, 0,
	 "Scan what is in git's index, not what lies in the work tree, for calls in staged code; PATHs name files of "
	 "it",
	 0},
	{"changed-since", KEY_SINCE, "REV", 0,
	 "The same for what HEAD has, and for what changed since REV and HEAD parted", 0},
	{"whole-files", KEY_WHOLE, NULL, 0,
	 "With those two: all of the files that changed, and of the ones that are named", 0},
	{"hook", KEY_HOOK, NULL, 0,
	 "As --staged, for hooks of pre-commit: the range of PRE_COMMIT_FROM_REF and PRE_COMMIT_TO_REF where they are "
	 "set; all of the PATHs where they name files without a change (pre-commit run --all-files)",
	 0},
	{"stdin", KEY_STDIN, NULL, 0,
	 "For editors: scan what comes from standard input, as the contents of --stdin-filename; nothing else is "
	 "reported "
	 "on, PATHs are looked at for callers and helpers only, and the run is recorded where --db says so",
	 0},
	{"stdin-filename", KEY_STDIN_FILENAME, "FILE", 0, "The file whose contents standard input has; it may be new",
	 0},
	{"exclude", KEY_EXCLUDE, "GLOB", 0,
	 "Leave out paths that match, seen from the root or the current folder; may be repeated", 0},
	{"jobs", 'j', "N", 0, "Worker processes (default: the processor's cores)", 0},
	{"timeout", KEY_TIMEOUT, "SECONDS", 0, "For one file, or one call to be judged", 0},
	{"rule", KEY_RULE, "ID", 0, "Look for this rule's calls only; may be repeated", 0},
	{"errno", KEY_ERRNO, "LIST", 0, "Judge these errors only, as in ENOSYS,EPERM", 0},
	{"stats", KEY_STATS, NULL, 0, "Tell on standard error where the time went", 0},
	{"no-db", KEY_NO_DB, NULL, 0, "Record nothing, and recall nothing", 0},
	{"no-cache", KEY_NO_CACHE, NULL, 0, "Analyse everything anew, whatever earlier scans left in the database", 0},
	{0}};

static void set_string(char **place, const char *text)
{
	g_free(*place);
	*place = g_strdup(text);
}

static error_t add_errnos(struct options *options, const char *text)
{
	g_auto(GStrv) names = g_strsplit_set(text, ", ", -1);

	for (char **name = names; *name; name++) {
		if (**name)
			g_ptr_array_add(options->errnos, g_ascii_strup(*name, -1));
	}
	return options->errnos->len ? 0 : options_fail(options, "--errno: the list is empty");
}

static error_t parse_count(struct options *options, const char *option, const char *text, guint64 high, unsigned *out)
{
	guint64 number = 0;
	error_t failed = options_number(options, option, text, 1, high, &number);

	if (!failed)
		*out = (unsigned)number;
	return failed;
}

static error_t check_options(struct options *options)
{
	if (options->db && options->no_db)
		return options_fail(options, "--db and --no-db contradict each other");
	if (options->staged && options->since)
		return options_fail(options, "--staged and --changed-since contradict each other");
	if (options->from_stdin && !options->stdin_filename)
		return options_fail(options, "--stdin needs the name of the file, as in --stdin-filename src/net.c");
	if (options->stdin_filename && (!options->from_stdin || !*options->stdin_filename))
		return options_fail(options, *options->stdin_filename ? "--stdin-filename needs --stdin"
								      : "--stdin-filename needs the name of a file");
	if (options->from_stdin && (options->staged || options->since))
		return options_fail(options, "--stdin and %s contradict each other",
				    options->staged ? "--staged" : "--changed-since");
	if (options->whole_files && !options->staged && !options->since)
		return options_fail(options, "--whole-files needs --staged or --changed-since");
	return 0;
}

static error_t parse_scan(int key, char *text, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case 'p': set_string(&options->build_dir, text); return 0;
	case 'j': return parse_count(options, "--jobs", text, JOBS_MAX, &options->jobs);
	case KEY_TIMEOUT: return parse_count(options, "--timeout", text, TIMEOUT_MAX, &options->timeout);
	case KEY_EXCLUDE: g_ptr_array_add(options->excludes, g_strdup(text)); return 0;
	case KEY_RULE: g_ptr_array_add(options->rule_ids, g_strdup(text)); return 0;
	case KEY_ERRNO: return add_errnos(options, text);
	case KEY_NO_DB: options->no_db = true; return 0;
	case KEY_NO_CACHE: options->no_cache = true; return 0;
	case KEY_STAGED: options->staged = true; return 0;
	case KEY_SINCE: set_string(&options->since, text); return 0;
	case KEY_HOOK: options->hook = options->staged = true; return 0;
	case KEY_STDIN: options->from_stdin = true; return 0;
	case KEY_STDIN_FILENAME: set_string(&options->stdin_filename, text); return 0;
	case KEY_STATS: options->stats = true; return 0;
	case KEY_WHOLE: options->whole_files = true; return 0;
	case ARGP_KEY_END: return check_options(options);
	default: return options_parse_common(key, text, state);
	}
}

static const struct argp_child children[] = {
	{&options_output, 0, NULL, 0},   {&options_judgement, 0, NULL, 0},
	{&options_rules, 0, NULL, 0},    {&options_record, 0, NULL, 0},
	{&options_settings, 0, NULL, 0}, {&options_target, 0, "Where the code is to run:", 1},
	{&options_general, 0, NULL, -1}, {0}};
static const struct argp scan_argp = {
	scan_options,
	parse_scan,
	"[PATH...]",
	"Finds the calls of the rules in C and C++ source (folders and files; default: the current folder) and says "
	"for "
	"each error that they may fail with what the program does then.\v"
	"Exit: 0 clean, 1 findings at or above --fail-on, 2 usage or tool error, 3 no findings, but not everything "
	"could be analysed.",
	children,
	NULL,
	NULL};

/* How far the work is: shown as it goes on, and told when it is interrupted. */
struct watch {
	struct progress *progress;
	const char *phase; /* static; NULL before the first */
	unsigned done, total;
};

static void on_progress(const char *phase, unsigned done, unsigned total, void *data)
{
	struct watch *watch = data;

	watch->phase = phase;
	watch->done = done;
	watch->total = total;
	progress_update(watch->progress, phase, done, total);
}

static void tell_interrupted(const struct watch *watch)
{
	if (!watch->phase)
		cli_error("interrupted before anything was searched: nothing was recorded and nothing is printed");
	else
		cli_error("interrupted while %s (%u of %u): nothing was recorded and nothing is printed", watch->phase,
			  watch->done, watch->total);
}

static bool is_cancelled(void *data)
{
	(void)data;
	return interrupt_came();
}

/* A NULL-terminated copy of borrowed strings. */
static char **strings(const GPtrArray *array)
{
	char **out = g_new0(char *, array->len + 1);

	for (guint i = 0; i < array->len; i++)
		out[i] = g_ptr_array_index(array, i);
	return out;
}

/* -p is also given as the file itself. False after a message; NULL in *out_dir: not given. */
static bool find_build_dir(const struct options *options, char **out_dir)
{
	const char *given = options->build_dir;

	if (!given)
		return true;
	g_autofree char *dir = g_file_test(given, G_FILE_TEST_IS_REGULAR) && g_str_has_suffix(given, COMPILE_DATABASE)
				       ? g_path_get_dirname(given)
				       : g_strdup(given);
	g_autofree char *file = g_build_filename(dir, COMPILE_DATABASE, NULL);

	if (!g_file_test(file, G_FILE_TEST_EXISTS)) {
		cli_error("--build-dir: there is no " COMPILE_DATABASE " in '%s'; have it made by "
			  "cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, meson or bear, or leave the option out",
			  dir);
		return false;
	}
	*out_dir = g_steal_pointer(&dir);
	return true;
}

/* NULL after a message. */
static struct run *scan(struct options *options, const char *root, const struct rule_set *rules,
			const struct scan_memo *memo, struct gate *gate, const struct buffer *buffer)
{
	g_autofree char *build = NULL;
	g_autofree char *header_cache = g_build_filename(g_get_user_cache_dir(), "sysfall", NULL);

	if (!find_build_dir(options, &build))
		return NULL;
	g_autofree char **paths = gate ? NULL : strings(options->arguments), **excludes = strings(options->excludes);
	auto_ptr(progress) progress = progress_new(STDERR_FILENO, !options->quiet && isatty(STDERR_FILENO), NULL);
	auto_ptr(scan_stats) stats = options->stats ? scan_stats_new() : NULL;
	unsigned headers = options->stats ? stats_count_headers(header_cache) : 0;
	struct watch watch = {.progress = progress};
	g_autofree char *place = root_place(root), *top = root_reach(root);
	struct scan_options how = {.root = (char *)(gpointer)root,
				   .place = place,
				   .top = top,
				   .paths = paths,
				   .build_dir = build,
				   .excludes = excludes,
				   .overlay = buffer ? buffer_overlay(buffer) : NULL,
				   .rules = rules,
				   .memo = memo,
				   .stats = stats,
				   .jobs = options->jobs,
				   .timeout = options->timeout,
				   .target = {options->kernel, options->arch, options->libc, options->sandbox},
				   .header_cache = header_cache,
				   .progress = on_progress,
				   .cancelled = is_cancelled,
				   .data = &watch};
	g_autoptr(GError) error = NULL;

	interrupt_catch();
	auto_ptr(run) run = gate ? gate_scan(gate, &how, &error) : scan_run(&how, &error);

	options->overlay = how.overlay;

	progress_clear(progress);
	if (interrupt_came()) {
		tell_interrupted(&watch);
		return NULL;
	}
	if (!run) {
		cli_error("%s", error->message);
		return NULL;
	}
	if (stats)
		stats_tell(stats, run, MAX(stats_count_headers(header_cache), headers) - headers);
	return g_steal_pointer(&run);
}

/* Where other contents than the disk's are asked for. False after a message. */
static bool find_contents(struct options *options, struct gate **out_gate, struct buffer **out_buffer)
{
	if (options->staged || options->since)
		return (*out_gate = gate_find(options));
	return !options->from_stdin || (*out_buffer = buffer_read(options));
}

/* NULL after a message. */
static char *scan_root(const struct options *options, const struct gate *gate, const struct buffer *buffer)
{
	g_autoptr(GError) error = NULL;

	if (gate || buffer)
		return gate ? g_strdup(gate_root(gate)) : buffer_root(buffer, options);
	char *root = root_find(options->arguments, &error);

	if (!root)
		cli_error("%s", error->message);
	return root;
}

int cmd_scan(struct cli *cli)
{
	auto_ptr(options) options = options_new();
	int code;

	options->arguments_max = G_MAXUINT;
	if (!options_parse(cli, &scan_argp, options, &code))
		return code;
	auto_ptr(gate) gate = NULL;
	auto_ptr(buffer) buffer = NULL;

	if (!find_contents(options, &gate, &buffer))
		return CLI_TROUBLE;
	bool part = gate || buffer;
	g_autofree char *root = scan_root(options, gate, buffer);
	auto_ptr(settings) settings = root ? settings_load(options, root) : NULL;
	auto_ptr(rule_set) rules = settings ? ruleset_load(options) : NULL;

	if (!rules || !target_check(options, rules) || ((!part || options->db) && !record_check(options, root)))
		return CLI_TROUBLE;
	auto_ptr(record_cache) cache = record_cache_new(options, root);
	auto_ptr(run) run = scan(options, root, rules, record_cache_memo(cache), gate, buffer);

	if (!run)
		return CLI_TROUBLE;
	record_cache_write(cache);
	target_apply(run, rules);
	settings_apply(settings, run, options->overlay);
	if (gate)
		gate_narrow(gate, run, settings);
	if (buffer)
		buffer_narrow(buffer, run);
	target_tell(run, rules);
	origin_take(options, run);
	/* A part of a tree is not a run to report on, unless it is asked for by name. */
	bool recorded = (part && !options->db) || record_write(options, run);
	bool kept = gate && record_keep_gate(options, run);
	bool printed = output_run(run, rules, options);

	code = conclude_run(run, options);
	if (options->hook && code == CLI_FINDINGS)
		gate_advise(gate, run, kept);
	return recorded && printed ? code : CLI_TROUBLE;
}
