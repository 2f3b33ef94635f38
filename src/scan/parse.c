/* One job per candidate file. The module is loaded in the parent, once, and only when there is a job. */
#include "scan/parse.h"

#include <string.h>

#include "analysis/ast_loader.h"
#include "analysis/wire.h"
#include "cfg/text.h"
#include "scan/libraries.h"
#include "worker/pool.h"

#define DEFAULT_TIMEOUT 120                           /* seconds: the slowest file of the corpus takes a few */
#define DEFAULT_MEMORY  (G_GUINT64_CONSTANT(4) << 30) /* bytes: clang needs well under one GiB for any sane file */

struct parse {
	struct tree *tree;
	GPtrArray *jobs; /* of struct candidate * */
	GPtrArray *keys; /* of char *, owned: what each job's answer is kept under; empty without a memory */
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
	for (guint i = 0; i < c->sought->len; i++) {
		struct config *config = g_hash_table_lookup(tree->gates, c->sought->pdata[i]);
		if (config)
			g_ptr_array_add(assumed, config);
	}
	return assumed;
}

/* The answer with what it hangs on. */
#define REPLY_TYPE "(ayaayaay)"

static void pack_set(GVariantBuilder *b, GHashTable *set)
{
	GHashTableIter it;
	gpointer name;
	g_variant_builder_open(b, G_VARIANT_TYPE("aay"));
	g_hash_table_iter_init(&it, set);
	while (g_hash_table_iter_next(&it, &name, NULL))
		g_variant_builder_add_value(b, g_variant_new_bytestring(name));
	g_variant_builder_close(b);
}

static void pack_reply(GByteArray *unit, const struct ast_trace *trace, GByteArray *out)
{
	GVariantBuilder b;
	g_variant_builder_init(&b, G_VARIANT_TYPE(REPLY_TYPE));
	g_variant_builder_add_value(&b, g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, unit->data, unit->len, 1));
	pack_set(&b, trace->reads);
	pack_set(&b, trace->folders);
	g_autoptr(GVariant) v = g_variant_ref_sink(g_variant_builder_end(&b));
	g_byte_array_append(out, g_variant_get_data(v), (guint)g_variant_get_size(v));
}

static void take_set(GVariantIter *it, GHashTable *into)
{
	const char *name;
	while (g_variant_iter_next(it, "^&ay", &name))
		g_hash_table_add(into, (gpointer)g_intern_string(name));
}

/* NULL when it is damaged. */
static GBytes *unpack_reply(GBytes *reply, struct premises *out)
{
	g_autoptr(GVariant) v = g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(REPLY_TYPE), reply, FALSE));
	g_autoptr(GVariant) unit = NULL;
	g_autoptr(GVariantIter) reads = NULL, folders = NULL;
	if (!g_variant_is_normal_form(v))
		return NULL;
	g_variant_get(v, "(@ayaayaay)", &unit, &reads, &folders);
	take_set(reads, out->reads);
	take_set(folders, out->folders);
	return g_variant_get_data_as_bytes(unit);
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
				      .contexts = c->contexts,
				      .macros = c->macros,
				      .own = p->tree->own,
				      .helpers = p->tree->helpers,
				      .assumed = assumed,
				      .cxx_header = !source_is_cxx(c->entry->path) && p->tree->headers_are_cxx};
	auto_ptr(ast_trace) trace = ast_trace_new();
	g_autoptr(GByteArray) packed = g_byte_array_new();
	request.trace = trace;
	ast_trace_read(trace, c->entry->absolute);
	auto_ptr(ast_unit) unit = p->module->analyse(&request);
	wire_pack_unit(unit, packed);
	pack_reply(packed, trace, out);
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
	p->tree->failed = true;
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

static void note_tested(struct tree *t, const struct cfg_function *f, const struct cfg_expr *e)
{
	if (!e)
		return;
	const struct cfg_var *v = e->kind == CFG_VAR ? cfg_var(f, e->var) : NULL;
	if (v && v->kind == CFG_GLOBAL && strcmp(v->name, "errno") != 0)
		g_hash_table_add(t->variables, (gpointer)v->name);
	note_tested(t, f, e->a);
	note_tested(t, f, e->b);
}

static void note_members(struct tree *t, const struct cfg_expr *e)
{
	if (!e)
		return;
	if (e->kind == CFG_FIELD)
		g_hash_table_add(t->members, (gpointer)e->name);
	note_members(t, e->a);
	note_members(t, e->b);
}

static void note_named(struct tree *t, const struct cfg_stmt *s)
{
	note_members(t, s->lhs);
	note_members(t, s->rhs);
	for (unsigned i = 0; i < s->n_args; i++)
		note_members(t, s->args[i]);
}

/* What another file may write to, and a test here turns on, or a member that is named here. */
static void note_variables(struct tree *t, const struct ast_unit *unit)
{
	for (guint i = 0; i < unit->code->functions->len; i++) {
		const struct cfg_function *f = unit->code->functions->pdata[i];
		for (guint b = 0; b < f->blocks->len; b++) {
			const struct cfg_block *block = cfg_block(f, (int)b);
			note_tested(t, f, block->term.cond);
			note_members(t, block->term.cond);
			for (guint k = 0; k < block->stmts->len; k++)
				note_named(t, block->stmts->pdata[k]);
		}
	}
}

/* Checked now, unpacked again for each program that is linked. */
static bool take_unit(struct tree *t, struct candidate *c, GBytes *bytes, GError **error)
{
	auto_ptr(ast_unit) unit = wire_unpack_unit(bytes, error);
	if (!unit)
		return false;
	c->unit = g_bytes_ref(bytes);
	g_free(c->digest);
	c->digest = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
	note_covered(c, unit);
	note_variables(t, unit);
	ast_unit_free(c->seen);
	c->seen = g_steal_pointer(&unit);
	c->fresh = true;
	return true;
}

static void parse_done(unsigned job, enum pool_outcome outcome, GBytes *answer, const char *detail, void *data)
{
	struct parse *p = data;
	struct candidate *c = p->jobs->pdata[job];
	if (outcome != POOL_DONE) {
		parse_failed(p, c, outcome, detail);
		return;
	}
	auto_ptr(premises) premises = premises_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) unit = unpack_reply(answer, premises);
	if (!unit || !take_unit(p->tree, c, unit, &error)) {
		parse_failed(p, c, outcome, error ? error->message : NULL);
		return;
	}
	if (!p->tree->memory)
		return;
	libraries_add(premises->stamps);
	premises_add(p->tree->premises, premises);
	(void)memory_keep(p->tree->memory, p->keys->pdata[job], unit, premises);
}

/* --- what is known already -------------------------------------------------------------------------------------- */

static void add_config(struct memory_key *key, const struct config *config)
{
	memory_key_add_number(key, config->macros->len);
	for (guint i = 0; i < config->macros->len; i++) {
		const struct config_macro *m = &g_array_index(config->macros, struct config_macro, i);
		memory_key_add(key, m->name);
		memory_key_add(key, m->value);
	}
}

static void add_commands(struct memory_key *key, const struct candidate *c)
{
	memory_key_add_number(key, c->commands ? c->commands->len : 0);
	for (guint i = 0; c->commands && i < c->commands->len; i++) {
		const struct compdb_command *command = c->commands->pdata[i];
		memory_key_add(key, command->directory);
		memory_key_add(key, c->contexts ? command->file : NULL);
		memory_key_add(key, c->contexts ? c->contexts->pdata[i] : NULL);
		for (char **arg = command->args; arg && *arg; arg++)
			memory_key_add(key, *arg);
		memory_key_add(key, NULL);
	}
}

/* Everything that parse_work() gives to the module. The matches follow from the bytes and the names searched. */
static char *parse_key(const struct parse *p, const struct candidate *c)
{
	struct memory_key *key = memory_key_new(p->tree->memory, "unit");
	g_autoptr(GPtrArray) assumed = assumed_in(p->tree, c);
	memory_key_add(key, c->entry->path);
	memory_key_add(key, c->entry->absolute);
	memory_key_add_bytes(key, c->text->bytes, c->text->length);
	memory_key_add_number(key, c->text->matches->len);
	for (guint i = 0; i < c->text->matches->len; i++) {
		const struct lex_match *m = &g_array_index(c->text->matches, struct lex_match, i);
		memory_key_add(key, m->name);
		memory_key_add_number(key, (gint64)m->offset);
	}
	add_commands(key, c);
	memory_key_add_number(key, c->macros->len);
	for (guint i = 0; i < c->macros->len; i++)
		memory_key_add(key, c->macros->pdata[i]);
	memory_key_add_number(key, p->tree->own->len);
	for (guint i = 0; i < p->tree->own->len; i++)
		memory_key_add(key, p->tree->own->pdata[i]);
	memory_key_add_number(key, p->tree->helpers->len);
	for (guint i = 0; i < p->tree->helpers->len; i++)
		memory_key_add(key, p->tree->helpers->pdata[i]);
	memory_key_add_number(key, assumed->len);
	for (guint i = 0; i < assumed->len; i++)
		add_config(key, assumed->pdata[i]);
	memory_key_add_number(key, p->tree->headers_are_cxx);
	return memory_key_end(key);
}

/* True when an earlier scan parsed the same. The key is for keeping it otherwise. */
static bool recalled(struct parse *p, struct candidate *c, char **out_key)
{
	g_autofree char *key = parse_key(p, c);
	g_autoptr(GBytes) unit = memory_recall(p->tree->memory, key, p->tree->premises);
	c->cached = unit && take_unit(p->tree, c, unit, NULL);
	if (c->cached)
		return true;
	*out_key = g_steal_pointer(&key);
	return false;
}

static void recall_all(struct parse *p)
{
	for (guint i = 0; i < p->jobs->len;) {
		char *key = NULL;
		if (recalled(p, p->jobs->pdata[i], &key)) {
			g_ptr_array_remove_index(p->jobs, i);
			continue;
		}
		g_ptr_array_add(p->keys, key);
		i++;
	}
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
	g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
	struct parse p = {.tree = tree, .jobs = jobs, .keys = keys};
	if (tree->memory)
		recall_all(&p);
	if (jobs->len == 0)
		return true;
	for (guint i = 0; i < jobs->len; i++)
		scan_stats_parsed(tree->options->stats, ((struct candidate *)jobs->pdata[i])->entry->path);
	if (tree->options->stats)
		tree->options->stats->parse_rounds++;
	p.module = tree->loading ? ast_load_end(g_steal_pointer(&tree->loading), error) : ast_load(error);
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
