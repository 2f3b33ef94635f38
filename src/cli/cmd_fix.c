/* sysfall fix: scans, makes patches, proves them, and prints or applies those that hold. */
#include <string.h>
#include <unistd.h>

#include "cli/cmd.h"
#include "cli/fix_print.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/record.h"
#include "cli/root.h"
#include "cli/ruleset.h"
#include "cli/settings.h"
#include "cli/site_find.h"
#include "cli/target.h"
#include "fix/styles.h"
#include "util/progress.h"

#define JOBS_MAX    1024
#define TIMEOUT_MAX 86400 /* seconds: a day */

enum {
	KEY_APPLY = 512,
	KEY_SERIES,
	KEY_STYLE,
	KEY_HELPER,
	KEY_NOLINT,
	KEY_VERIFY,
	KEY_NO_DB,
	KEY_TIMEOUT,
	KEY_RULE,
	KEY_EXCLUDE
};

static const struct argp_option fix_argp_options[] = {
	{"apply", KEY_APPLY, NULL, 0,
	 "Write the patches to the files: all of them or, when one cannot be written, none", 0},
	{"series", KEY_SERIES, "DIR", 0, "Write numbered patches with DEP-3 headers and a series file to DIR", 0},
	{"style", KEY_STYLE, "STYLE", 0,
	 "inline (the default: beside the call, a wrapper where that does not fit), wrapper (a function that falls "
	 "back, in place of the call) or shim (files to be linked in or loaded, which go to the folder of --series)",
	 0},
	{"helper", KEY_HELPER, "FILE", 0, "Put the wrapper into this new header, relative to the root", 0},
	{"nolint", KEY_NOLINT, NULL, 0,
	 "Mark the fallback with NOLINT, so that clang-tidy's android-cloexec-accept leaves it alone", 0},
	{"verify-build", KEY_VERIFY, NULL, 0,
	 "Also compile patched files with their own command; runs the commands of the compile database", 0},
	{"build-dir", 'p', "DIR", 0, "Take the compiler's flags from DIR/compile_commands.json", 0},
	{"exclude", KEY_EXCLUDE, "GLOB", 0,
	 "Leave out paths that match, seen from the root or the current folder; may be repeated", 0},
	{"jobs", 'j', "N", 0, "Worker processes (default: the processor's cores)", 0},
	{"timeout", KEY_TIMEOUT, "SECONDS", 0, "For one file, or one call to be judged", 0},
	{"rule", KEY_RULE, "ID", 0, "Patch this rule's calls only; may be repeated", 0},
	{"no-db", KEY_NO_DB, NULL, 0, "Record nothing", 0},
	{0}};

static void set_string(char **place, const char *text)
{
	g_free(*place);
	*place = g_strdup(text);
}

static error_t set_count(struct options *options, const char *option, const char *text, guint64 high, unsigned *out)
{
	guint64 number = 0;
	error_t failed = options_number(options, option, text, 1, high, &number);

	if (!failed)
		*out = (unsigned)number;
	return failed;
}

static error_t set_style(struct options *options, const char *text)
{
	if (!fix_style_find(text))
		return options_fail(options, "--style: there is no style '%s'", text);
	set_string(&options->style, text);
	return 0;
}

static error_t set_helper(struct options *options, const char *text)
{
	if (g_path_is_absolute(text) || strstr(text, "..") || !*text)
		return options_fail(options, "--helper: '%s' is no path below the root", text);
	set_string(&options->helper, text);
	return 0;
}

static error_t parse_fix(int key, char *text, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case KEY_APPLY: options->apply = true; return 0;
	case KEY_SERIES: set_string(&options->series, text); return 0;
	case KEY_STYLE: return set_style(options, text);
	case KEY_HELPER: return set_helper(options, text);
	case KEY_NOLINT: options->nolint = true; return 0;
	case KEY_VERIFY: options->verify_build = true; return 0;
	case 'p': set_string(&options->build_dir, text); return 0;
	case 'j': return set_count(options, "--jobs", text, JOBS_MAX, &options->jobs);
	case KEY_TIMEOUT: return set_count(options, "--timeout", text, TIMEOUT_MAX, &options->timeout);
	case KEY_EXCLUDE: g_ptr_array_add(options->excludes, g_strdup(text)); return 0;
	case KEY_RULE: g_ptr_array_add(options->rule_ids, g_strdup(text)); return 0;
	case KEY_NO_DB: options->no_db = true; return 0;
	default: return options_parse_common(key, text, state);
	}
}

static const struct argp_child children[] = {
	{&options_rules, 0, NULL, 0},    {&options_settings, 0, NULL, 0},
	{&options_record, 0, NULL, 0},   {&options_target, 0, "Where the code is to run:", 1},
	{&options_general, 0, NULL, -1}, {0}};
static const struct argp fix_argp = {
	fix_argp_options,
	parse_fix,
	"[PATH|SITE...]",
	"Prints patches for calls without a fallback as one diff (for git apply or patch -p1). Each was tried in "
	"memory: it parses, and the analysis of the patched text finds every error handled and every flag kept. "
	"SITE is an id (or how it begins) or PATH:LINE; PATH a folder or file; default: all of the current folder.\v"
	"Exit: 0 all patches hold, 2 usage or tool error, 3 some place has no patch, or one that could not be proven.",
	children,
	NULL,
	NULL};

static void on_progress(const char *phase, unsigned done, unsigned total, void *data)
{
	progress_update(data, phase, done, total);
}

static bool is_cancelled(void *data)
{
	(void)data;
	return interrupt_came();
}

/* Arguments that are there are what is scanned; the others name sites. */
static void split_arguments(const struct options *options, GPtrArray *paths, GPtrArray *words)
{
	for (guint i = 0; i < options->arguments->len; i++) {
		char *word = g_ptr_array_index(options->arguments, i);

		g_ptr_array_add(g_file_test(word, G_FILE_TEST_EXISTS) ? paths : words, word);
	}
}

static void add_site(GPtrArray *sites, struct site *site, bool asked)
{
	if (g_ptr_array_find(sites, site, NULL))
		return;
	if (site->suppressed_by) {
		if (asked)
			cli_warning("%s:%u is suppressed (%s): it gets no patch", site->where.path, site->where.line,
				    site->suppressed_by);
	} else if (site->severity == SEVERITY_NONE && fix_is_needed(site)) {
		if (asked)
			cli_note("%s:%u needs no patch: the target has the call", site->where.path, site->where.line);
	} else if (!fix_is_needed(site)) {
		if (asked)
			cli_note("%s:%u needs no patch: every error is handled", site->where.path, site->where.line);
	} else {
		g_ptr_array_add(sites, site);
	}
}

/* NULL after a message. */
static GPtrArray *choose_sites(const struct run *run, const GPtrArray *words)
{
	g_autoptr(GPtrArray) sites = g_ptr_array_new();

	for (guint i = 0; i < words->len; i++) {
		g_autoptr(GPtrArray) found = site_find(run, g_ptr_array_index(words, i));

		for (guint k = 0; found && k < found->len; k++)
			add_site(sites, g_ptr_array_index(found, k), true);
		if (!found)
			return NULL;
	}
	for (guint i = 0; words->len == 0 && i < run->sites->len; i++)
		add_site(sites, g_ptr_array_index(run->sites, i), false);
	return g_steal_pointer(&sites);
}

static bool record(const struct options *options, struct run *run, const struct fix_result *result)
{
	g_autofree char *path = options->db ? g_strdup(options->db) : root_database(run->root);
	g_autoptr(GPtrArray) records = fix_records(result);
	g_autoptr(GError) error = NULL;

	if (options->no_db)
		return true;
	if (!record_write(options, run))
		return false;
	auto_ptr(store) store = run->id ? store_open(path, false, &error) : NULL;

	if (store && store_write_patches(store, run->id, records, &error))
		return true;
	if (error)
		cli_warning("the patches were not recorded: %s", error->message);
	return !options->db;
}

static bool deliver(const struct options *options, const struct run *run, const struct fix_result *result)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) out = g_string_new(NULL);

	if (options->series && !fix_write_series(result, options->series, &error)) {
		cli_error("%s", error->message);
		return false;
	}
	if (options->apply && !fix_apply(result, run->root, &error)) {
		cli_error("%s", error->message);
		return false;
	}
	bool diffs = !options->apply && !options->series;
	g_autofree char *shown = root_prefix(run->root);
	/* no patch can be applied to what lies above the current folder */
	bool below = !g_str_has_prefix(shown, "../") && *shown != '/';

	if (diffs && !below && result->changes->len)
		cli_note("the diff's paths begin at %s: apply it there (git -C FOLDER apply, patch -d FOLDER -p1)",
			 run->root);
	g_autofree char *here = g_get_current_dir();
	g_autofree char *place = root_place(below ? here : run->root);

	fix_print(result, diffs, &(struct fix_paths){shown, below ? shown : "", *place != '\0'}, out);
	return output_stdout(out->str, out->len);
}

static int conclude(const struct fix_result *result)
{
	unsigned bad = 0;

	for (guint i = 0; i < result->patches->len; i++)
		bad += !((struct fix_patch *)g_ptr_array_index(result->patches, i))->good;
	if (bad)
		cli_warning("%u of %u place%s ha%s no patch that could be proven", bad, result->patches->len,
			    result->patches->len == 1 ? "" : "s", bad == 1 ? "s" : "ve");
	return bad ? CLI_INCOMPLETE : CLI_CLEAN;
}

static int fix_with(const struct options *options, const struct scan_options *how, const struct settings *settings,
		    const GPtrArray *words)
{
	struct progress *progress = how->data;
	g_autoptr(GError) error = NULL;
	struct fix_options fix = {.scan = how,
				  .style = options->style ? fix_style_find(options->style) : fix_styles[0],
				  .helper = options->helper,
				  .nolint = options->nolint,
				  .verify_build = options->verify_build};

	auto_ptr(run) run = scan_run(how, &error);
	if (run) {
		target_apply(run, how->rules);
		settings_apply(settings, run, NULL);
		target_tell(run, how->rules);
	}
	g_autoptr(GPtrArray) sites = run ? choose_sites(run, words) : NULL;
	auto_ptr(fix_result) result = sites ? fix_run(&fix, run, sites, &error) : NULL;

	progress_clear(progress);
	if (interrupt_came())
		cli_error("interrupted: nothing was printed and nothing was changed");
	else if (error)
		cli_error("%s", error->message);
	if (!result || interrupt_came())
		return CLI_TROUBLE;
	if (!record(options, run, result) || !deliver(options, run, result))
		return CLI_TROUBLE;
	return conclude(result);
}

int cmd_fix(struct cli *cli)
{
	auto_ptr(options) options = options_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) paths = g_ptr_array_new(), words = g_ptr_array_new();
	int code;

	options->arguments_max = G_MAXUINT;
	if (!options_parse(cli, &fix_argp, options, &code))
		return code;
	const struct fix_style *style = options->style ? fix_style_find(options->style) : fix_styles[0];
	split_arguments(options, paths, words);
	g_autofree char *root = root_find(paths, &error);
	auto_ptr(settings) settings = root ? settings_load(options, root) : NULL;
	auto_ptr(rule_set) rules = settings ? ruleset_load(options) : NULL;

	if (!root)
		cli_error("%s", error->message);
	if (!rules || !target_check(options, rules))
		return CLI_TROUBLE;
	if (style->write)
		return fix_write_style(style, rules, options->series);
	g_ptr_array_add(paths, NULL);
	g_ptr_array_add(options->excludes, NULL);
	g_autofree char *header_cache = g_build_filename(g_get_user_cache_dir(), "sysfall", NULL);
	auto_ptr(progress) progress = progress_new(STDERR_FILENO, isatty(STDERR_FILENO), NULL);
	g_autofree char *place = root_place(root), *top = root_reach(root);
	struct scan_options how = {.root = root,
				   .place = place,
				   .top = top,
				   .paths = (char **)paths->pdata,
				   .build_dir = options->build_dir,
				   .excludes = (char **)options->excludes->pdata,
				   .rules = rules,
				   .jobs = options->jobs,
				   .timeout = options->timeout,
				   .target = {options->kernel, options->arch, options->libc, options->sandbox},
				   .header_cache = header_cache,
				   .progress = on_progress,
				   .cancelled = is_cancelled,
				   .data = progress};

	interrupt_catch();
	return fix_with(options, &how, settings, words);
}
