/* sysfall diff: what became of the sites since another run. */
#include <string.h>

#include "cli/cmd.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/record.h"
#include "cli/ruleset.h"
#include "cli/target.h"
#include "policy/baseline.h"
#include "policy/compare.h"

static const struct argp_child children[] = {{&options_output, 0, NULL, 0},
					     {&options_judgement, 0, NULL, 0},
					     {&options_rules, 0, NULL, 0},
					     {&options_record_only, 0, NULL, 0},
					     {&options_target, 0, "For another target than that of the scans:", 1},
					     {&options_general, 0, NULL, -1},
					     {0}};
static const struct argp diff_argp = {
	.parser = options_parse_common,
	.args_doc = "[OLD [NEW]]",
	.doc = "Shows which sites are new, changed, fixed and unchanged in run NEW (the newest) since run OLD (the one "
	       "before it with the same root). OLD may also be a baseline. Runs are named by their numbers in sysfall "
	       "runs.\vExit: 0, 1 when something at or above --fail-on is new or became worse, 2 usage or tool error.",
	.children = children,
};

/* What is compared. */
struct sides {
	struct run *before, *now; /* owned; before is NULL for a baseline */
	struct baseline *baseline;
	GPtrArray *known_before; /* of struct known *, owned */
	char *name;
};

static void sides_clear(struct sides *s)
{
	run_free(s->before);
	run_free(s->now);
	if (s->known_before)
		g_ptr_array_unref(s->known_before);
	baseline_free(s->baseline);
	g_free(s->name);
}

static bool is_number(const char *word, gint64 *out)
{
	guint64 number = 0;
	bool is = g_ascii_string_to_unsigned(word, 10, 1, G_MAXINT64, &number, NULL);

	*out = (gint64)number;
	return is;
}

static struct run *read_run(struct store *store, gint64 id)
{
	g_autoptr(GError) error = NULL;
	struct run *run = store_read_run(store, id, &error);

	if (!run)
		cli_error("%s", error->message);
	return run;
}

/* The newest run of the same root before `now`; 0 after a message. */
static gint64 find_earlier(struct store *store, const struct run *now)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) runs = store_list_runs(store, &error);

	for (guint i = 0; runs && i < runs->len; i++) {
		const struct run *run = g_ptr_array_index(runs, i);

		if (run->id < now->id && strcmp(run->root, now->root) == 0)
			return run->id;
	}
	if (runs)
		cli_error("there is no run before run %" G_GINT64_FORMAT
			  " with the root %s; name one (see sysfall runs) or "
			  "a baseline",
			  now->id, now->root);
	else
		cli_error("%s", error->message);
	return 0;
}

static bool read_before_run(struct sides *s, struct store *store, gint64 id)
{
	s->before = id ? read_run(store, id) : NULL;
	if (!s->before)
		return false;
	s->known_before = known_of_run(s->before);
	s->name = g_strdup_printf("run %" G_GINT64_FORMAT, s->before->id);
	return true;
}

static bool read_before(struct sides *s, struct store *store, const char *word)
{
	g_autoptr(GError) error = NULL;
	gint64 id;

	if (!word)
		return read_before_run(s, store, find_earlier(store, s->now));
	if (is_number(word, &id))
		return read_before_run(s, store, id);
	s->baseline = baseline_load(word, &error);
	if (!s->baseline) {
		cli_error("'%s' is neither a run's number nor a baseline: %s", word, error->message);
		return false;
	}
	s->known_before = g_ptr_array_ref(s->baseline->entries);
	s->name = g_path_get_basename(word);
	return true;
}

static bool read_sides(struct sides *s, const struct options *options)
{
	const GPtrArray *words = options->arguments;
	auto_ptr(store) store = record_open(options);
	gint64 id = 0;

	if (!store)
		return false;
	if (words->len > 1 && !is_number(g_ptr_array_index(words, 1), &id)) {
		cli_error("'%s' is no run's number (see sysfall runs)", (const char *)g_ptr_array_index(words, 1));
		return false;
	}
	s->now = read_run(store, id);
	return s->now && read_before(s, store, words->len ? g_ptr_array_index(words, 0) : NULL);
}

/* A file is gone when nothing is said about it any more and it is not there: an older run's tree may have changed. */
static bool is_gone(const char *path, void *data)
{
	const struct run *now = data;
	g_autofree char *absolute = g_canonicalize_filename(path, now->root);

	for (guint i = 0; i < now->sites->len; i++) {
		if (strcmp(((const struct site *)g_ptr_array_index(now->sites, i))->where.path, path) == 0)
			return false;
	}
	return !g_file_test(absolute, G_FILE_TEST_EXISTS);
}

static bool has_worse(const GPtrArray *changes, enum severity least)
{
	for (guint i = 0; i < changes->len; i++) {
		const struct change *c = g_ptr_array_index(changes, i);

		if (c->worse && !c->now->site->suppressed_by && site_severity(c->now->site) >= least)
			return true;
	}
	return false;
}

static int compare(const struct sides *s, const struct rule_set *rules, const struct options *options)
{
	struct compare_files files = {is_gone, NULL, s->now};
	g_autoptr(GPtrArray) now = known_of_run(s->now);
	g_autoptr(GPtrArray) changes = compare_known(s->known_before, now, &files);
	struct diff diff = {s->before, s->name, s->now, changes};

	if (s->before && s->now->files.searched < s->before->files.searched / 2)
		cli_warning(
			"the newer run looked at %u files and the older one at %u: what seems fixed may only not have "
			"been looked at",
			s->now->files.searched, s->before->files.searched);
	if (!s->now->complete)
		cli_warning("the newer run is incomplete: what seems fixed may only not have been reached");
	int code = has_worse(changes, options->fail_on) ? CLI_FINDINGS : CLI_CLEAN;

	return output_diff(&diff, rules, options, code) ? code : CLI_TROUBLE;
}

int cmd_diff(struct cli *cli)
{
	auto_ptr(options) options = options_new();
	struct sides sides = {0};
	int code;

	options->arguments_max = 2;
	if (!options_parse(cli, &diff_argp, options, &code))
		return code;
	auto_ptr(rule_set) rules = ruleset_load(options);

	if (rules && target_check(options, rules) && read_sides(&sides, options)) {
		target_change(sides.now, options, rules);
		code = compare(&sides, rules, options);
	} else {
		code = CLI_TROUBLE;
	}
	sides_clear(&sides);
	return code;
}
