/* The pipeline: discover, search, parse, link, judge; again with the names that the answers ask for, until nothing new
 * comes; then account for every occurrence. Knows the order of things and nothing else. */
#include "scan/scan.h"

#include "scan/account.h"
#include "scan/answer.h"
#include "scan/defined.h"
#include "scan/helpers.h"
#include "scan/judge_sites.h"
#include "scan/own.h"
#include "scan/parse.h"
#include "scan/pasted.h"
#include "scan/reach.h"

GQuark scan_error_quark(void)
{
	return g_quark_from_static_string("sysfall-scan-error");
}

/* Where the macro is used, what enables its definition has to hold too. */
static void note_alias(struct tree *t, const struct source_text *text, const struct lex_match *m)
{
	g_autofree char *guard = NULL;
	struct config *config = NULL;
	if (conditions_solve(text, m->arm, &config, &guard) == ARM_SOLVED && config)
		g_hash_table_insert(t->aliases, (gpointer)m->macro, config);
	else
		config_free(config);
}

/* Macros that stand for a call are searched like the call, to a fixpoint. */
static GPtrArray *new_aliases(struct tree *t)
{
	GPtrArray *aliases = g_ptr_array_new();
	for (guint i = 0; i < t->order->len; i++) {
		const struct candidate *c = t->order->pdata[i];
		for (guint k = 0; k < c->text->matches->len; k++) {
			const struct lex_match *m = &g_array_index(c->text->matches, struct lex_match, k);
			if (!source_match_is_macro(c->text, m) || !g_ptr_array_find(t->names, m->name, NULL) ||
			    g_ptr_array_find(t->names, m->macro, NULL) || g_ptr_array_find(aliases, m->macro, NULL))
				continue;
			g_ptr_array_add(aliases, (gpointer)m->macro);
			note_alias(t, c->text, m);
		}
	}
	defined_add(t, aliases);
	return aliases;
}

static void search_aliases(struct tree *t)
{
	while (true) { /* each round adds a name, and a tree has only so many */
		g_autoptr(GPtrArray) aliases = new_aliases(t);
		if (aliases->len == 0)
			return;
		tree_search(t, aliases, true);
	}
}

/* The same for names that macros put together. */
static void search_pasted(struct tree *t)
{
	g_autoptr(GPtrArray) aliases = g_ptr_array_new();

	pasted_find(t, aliases);
	if (aliases->len == 0)
		return;
	tree_search(t, aliases, true);
	search_aliases(t);
}

static bool parse(struct tree *t, GError **error)
{
	bool parsed = parse_candidates(t, error);
	scan_stats_end(t->options->stats, SCAN_PARSING);
	return parsed;
}

/* Fulfils wishes, judging in haste what they are about, as long as new ones come up. False when nothing came of it. */
static bool extend(struct tree *t, GPtrArray *wanted, GError **error)
{
	bool extended = false;
	while (tree_extend(t, wanted) > 0) {
		extended = true;
		g_ptr_array_set_size(wanted, 0);
		scan_stats_end(t->options->stats, SCAN_SEARCHING);
		if (!parse(t, error) || !judge_sites_hastily(t, wanted, error))
			break;
		scan_stats_end(t->options->stats, SCAN_JUDGING);
	}
	return extended;
}

/* Further files for what the answers want, judged anew with each lot of them, until the answers want nothing that could
 * be had: each wish is looked into once. Between the whole judgements it is enough to know what is wanted next. */
static bool parse_and_judge(struct tree *t, GError **error)
{
	g_autoptr(GPtrArray) wanted = g_ptr_array_new();
	g_autoptr(GError) failed = NULL;
	if (!parse(t, error))
		return false;
	do {
		g_ptr_array_set_size(wanted, 0);
		if (!judge_sites(t, wanted, error))
			return false;
		scan_stats_end(t->options->stats, SCAN_JUDGING);
	} while (extend(t, wanted, &failed) && !failed);
	if (!failed)
		return true;
	g_propagate_error(error, g_steal_pointer(&failed));
	return false;
}

struct run *scan_run_empty(const struct scan_options *options)
{
	struct run *run = run_new();
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();
	run->root = g_strdup(options->root);
	run->place = g_strdup(options->place);
	run->started = g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
	run->tool_version = g_strdup(SYSFALL_VERSION);
	run->target.kernel = g_strdup(options->target.kernel);
	run->target.arch = g_strdup(options->target.arch);
	run->target.libc = g_strdup(options->target.libc);
	run->target.sandbox = options->target.sandbox;
	run->complete = true;
	return run;
}

struct run *scan_run(const struct scan_options *options, GError **error)
{
	gint64 begin = g_get_monotonic_time();
	auto_ptr(run) run = scan_run_empty(options);
	scan_stats_begin(options->stats);
	auto_ptr(tree) tree = tree_new(options, run, error);
	if (!tree)
		return NULL;
	g_autofree char *key = answer_key(tree);
	if (key && answer_recall(tree, key)) {
		run->seconds = (double)(g_get_monotonic_time() - begin) / G_USEC_PER_SEC;
		identities_keep(memory_identities(tree->memory));
		run_finish(run);
		scan_stats_end(options->stats, SCAN_FINDING);
		return g_steal_pointer(&run);
	}
	tree_load(tree);
	scan_stats_end(options->stats, SCAN_FINDING);
	if (tree->walk.entries->len == 0) /* nothing to find fault with is no clean result */
		g_ptr_array_add(run->problems, problem_new("", 0, "empty", true, "no C or C++ file was found"));
	g_autoptr(GPtrArray) names = rule_set_names(options->rules);
	tree_search(tree, names, false);
	search_aliases(tree);
	search_pasted(tree);
	if (tree_cancelled(tree)) {
		g_set_error_literal(error, SCAN_ERROR, SCAN_ERROR_CANCELLED, "cancelled");
		return NULL;
	}
	own_find(tree);
	helpers_find(tree);
	scan_stats_end(options->stats, SCAN_SEARCHING);
	if (!parse_and_judge(tree, error))
		return NULL;
	account_occurrences(tree);
	reach_take(tree);
	if (tree->memory)
		answer_keep(tree, key);
	run->seconds = (double)(g_get_monotonic_time() - begin) / G_USEC_PER_SEC;
	run_finish(run);
	scan_stats_end(options->stats, SCAN_REST);
	return g_steal_pointer(&run);
}
