/* One job per candidate file. The module is loaded in the parent, once, and only when there is a job. */
#include "scan/parse.h"

#include "analysis/ast_loader.h"
#include "analysis/wire.h"
#include "cfg/text.h"
#include "worker/pool.h"

#define DEFAULT_TIMEOUT 120                           /* seconds: the slowest file of the corpus takes a few */
#define DEFAULT_MEMORY  (G_GUINT64_CONSTANT(4) << 30) /* bytes: clang needs well under one GiB for any sane file */

struct parse {
	struct tree *tree;
	GPtrArray *jobs; /* of struct candidate * */
	const struct ast_module *module;
};

static GPtrArray *assumed_in(const struct tree *tree, const struct candidate *c)
{
	GPtrArray *assumed = g_ptr_array_new();
	for (guint i = 0; i < c->macros->len; i++) {
		struct config *config = g_hash_table_lookup(tree->aliases, c->macros->pdata[i]);
		if (config)
			g_ptr_array_add(assumed, config);
	}
	return assumed;
}

static void parse_work(unsigned job, GByteArray *out, void *data)
{
	struct parse *p = data;
	const struct candidate *c = p->jobs->pdata[job];
	g_autoptr(GPtrArray) assumed = assumed_in(p->tree, c);
	struct ast_request request = {.path = c->entry->path,
				      .absolute = c->entry->absolute,
				      .text = c->text,
				      .tree = &p->tree->ast,
				      .rules = p->tree->options->rules,
				      .commands = c->commands,
				      .macros = c->macros,
				      .assumed = assumed,
				      .cxx_header = !source_is_cxx(c->entry->path) && p->tree->headers_are_cxx};
	auto_ptr(ast_unit) unit = p->module->analyse(&request);
	wire_pack_unit(unit, out);
}

static const struct {
	const char *kind, *text;
} failures[] = {
	[POOL_DONE] = {"crash", "the worker's answer is damaged"},
	[POOL_CRASHED] = {"crash", "the compiler library crashed on it"},
	[POOL_TIMEOUT] = {"timeout", "took too long (see --timeout)"},
	[POOL_MEMORY] = {"memory", "needed too much memory"},
	[POOL_LOST] = {"crash", "the worker was lost"},
};

static void parse_failed(struct parse *p, struct candidate *c, enum pool_outcome outcome, const char *detail)
{
	g_autofree char *text =
		detail ? g_strdup_printf("%s: %s", failures[outcome].text, detail) : g_strdup(failures[outcome].text);
	g_ptr_array_add(p->tree->run->problems, problem_new(c->entry->path, 0, failures[outcome].kind, true, text));
	p->tree->run->files.failed++;
	c->failed = true;
}

/* So that a later round does not parse the file again for functions that are there. */
static void note_covered(struct candidate *c, const struct ast_unit *unit)
{
	if (c->covered)
		g_array_unref(c->covered);
	c->covered = g_array_new(FALSE, FALSE, sizeof(struct line_range));
	for (guint i = 0; i < unit->code->functions->len; i++) {
		const struct cfg_function *f = unit->code->functions->pdata[i];
		struct line_range lines = {f->range.line, f->range.end_line};
		if (f->path == c->entry->path)
			g_array_append_val(c->covered, lines);
	}
}

static void parse_done(unsigned job, enum pool_outcome outcome, GBytes *answer, const char *detail, void *data)
{
	struct parse *p = data;
	struct candidate *c = p->jobs->pdata[job];
	if (outcome != POOL_DONE) {
		parse_failed(p, c, outcome, detail);
		return;
	}
	g_autoptr(GError) error = NULL;
	auto_ptr(ast_unit) unit = wire_unpack_unit(answer, &error);
	if (!unit) {
		parse_failed(p, c, outcome, error->message);
		return;
	}
	c->unit = g_bytes_ref(answer);
	note_covered(c, unit);
	ast_unit_free(c->seen);
	c->seen = g_steal_pointer(&unit);
	c->fresh = true;
}

static void parse_progress(unsigned finished, void *data)
{
	struct parse *p = data;
	const struct scan_options *o = p->tree->options;
	if (o->progress)
		o->progress("parsing", finished, p->jobs->len, o->data);
}

static bool parse_cancelled(void *data)
{
	const struct scan_options *o = ((struct parse *)data)->tree->options;
	return o->cancelled && o->cancelled(o->data);
}

bool parse_candidates(struct tree *tree, GError **error)
{
	g_autoptr(GPtrArray) jobs = g_ptr_array_new();
	for (guint i = 0; i < tree->order->len; i++) {
		struct candidate *c = tree->order->pdata[i];
		if (c->parse && !c->unit && !c->failed)
			g_ptr_array_add(jobs, c);
	}
	if (jobs->len == 0)
		return true;
	struct parse p = {tree, jobs, ast_load(error)};
	if (!p.module)
		return false;
	struct pool pool = {.n_jobs = jobs->len,
			    .workers = tree->options->jobs,
			    .timeout = tree->options->timeout ? tree->options->timeout : DEFAULT_TIMEOUT,
			    .memory = tree->options->memory ? tree->options->memory : DEFAULT_MEMORY,
			    .data = &p,
			    .work = parse_work,
			    .done = parse_done,
			    .progress = parse_progress,
			    .cancelled = parse_cancelled};
	return pool_run(&pool, error);
}
