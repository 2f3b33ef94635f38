/* Linking: from cfg texts to one set of functions that know their callers. What a function does and which of its
 * variables live where is computed once here (interest.c, liveness.c), for all explorations. */
#include "flow/program.h"

#include "flow/program_internal.h"
#include "flow/reads.h"
#include "util/intern.h"

struct program *program_new(void)
{
	struct program *p = g_new0(struct program, 1);
	p->reads = reads_new(p);
	p->carriers = g_hash_table_new(NULL, NULL);
	p->probed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	p->texts = g_ptr_array_new_with_free_func((GDestroyNotify)cfg_text_free);
	p->functions = g_ptr_array_new();
	p->by_key = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
	p->infos = g_hash_table_new_full(NULL, NULL, NULL, function_info_free);
	p->globals = g_hash_table_new(NULL, NULL);
	p->addressed = g_hash_table_new(NULL, NULL);
	p->known = g_hash_table_new(NULL, NULL);
	p->left_out = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	p->callers_left_out = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	p->writes = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
	p->global_functions = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
	p->dispatched = g_hash_table_new(NULL, NULL);
	p->pointed = g_hash_table_new(NULL, NULL);
	p->pointers = pointers_new();
	p->field_functions = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
	p->param_functions = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
	return p;
}

void program_free(struct program *p)
{
	if (!p)
		return;
	reads_free(p->reads);
	g_hash_table_unref(p->carriers);
	g_hash_table_unref(p->probed);
	g_hash_table_unref(p->infos);
	g_hash_table_unref(p->by_key);
	g_hash_table_unref(p->globals);
	g_hash_table_unref(p->addressed);
	g_hash_table_unref(p->known);
	g_hash_table_unref(p->left_out);
	g_hash_table_unref(p->callers_left_out);
	g_hash_table_unref(p->writes);
	g_hash_table_unref(p->dispatched);
	g_hash_table_unref(p->pointed);
	g_hash_table_unref(p->pointers);
	g_hash_table_unref(p->field_functions);
	g_hash_table_unref(p->param_functions);
	g_hash_table_unref(p->global_functions);
	g_ptr_array_unref(p->functions);
	g_ptr_array_unref(p->texts);
	g_free(p);
}

void function_info_free(gpointer data)
{
	struct function_info *info = data;
	if (info->live)
		for (guint i = 0; i < info->function->blocks->len; i++)
			g_free(info->live[i]);
	g_free(info->live);
	g_free(info->loop_head);
	g_free(info->order);
	g_ptr_array_unref(info->callers);
	g_ptr_array_unref(info->callees);
	g_ptr_array_unref(info->unseen);
	g_free(info);
}

static bool has_site(const struct cfg_function *f)
{
	for (guint b = 0; b < f->blocks->len; b++) {
		const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
		for (guint i = 0; i < stmts->len; i++)
			if (((struct cfg_stmt *)stmts->pdata[i])->site > 0)
				return true;
	}
	return false;
}

/* An inline function that several units saw is one function: the one in whose unit the sites have numbers. */
static bool replace_copy(struct program *p, GPtrArray *same, struct cfg_function *f)
{
	for (guint i = 0; i < same->len; i++) {
		struct cfg_function *old = same->pdata[i];
		if (old->path != f->path || old->range.line != f->range.line)
			continue;
		if (!has_site(f) || has_site(old))
			return true;
		guint at;
		g_ptr_array_find(p->functions, old, &at);
		p->functions->pdata[at] = f;
		same->pdata[i] = f;
		struct function_info *info = g_hash_table_lookup(p->infos, old);
		g_hash_table_steal(p->infos, old);
		info->function = f;
		g_hash_table_insert(p->infos, f, info);
		return true;
	}
	return false;
}

static void add_function(struct program *p, struct cfg_function *f)
{
	GPtrArray *same = g_hash_table_lookup(p->by_key, f->key);
	if (!same) {
		same = g_ptr_array_new();
		g_hash_table_insert(p->by_key, (gpointer)f->key, same);
	}
	if (replace_copy(p, same, f))
		return;
	g_ptr_array_add(same, f);
	g_ptr_array_add(p->functions, f);
	struct function_info *info = g_new0(struct function_info, 1);
	info->function = f;
	info->callers = g_ptr_array_new_with_free_func(g_free);
	info->callees = g_ptr_array_new();
	info->unseen = g_ptr_array_new();
	g_hash_table_insert(p->infos, f, info);
}

/* A definition says more than a declaration; what any unit could not see nobody can rule out. */
static void add_global(struct program *p, struct cfg_global *g)
{
	struct cfg_global *old = g_hash_table_lookup(p->globals, g->key);
	if (!old) {
		g_hash_table_insert(p->globals, (gpointer)g->key, g);
		return;
	}
	bool unseen = old->writes_unseen || g->writes_unseen;
	if (old->init == CFG_INIT_EXTERN && g->init != CFG_INIT_EXTERN) {
		g_hash_table_insert(p->globals, (gpointer)g->key, g);
		old = g;
	} else if (g->init != CFG_INIT_EXTERN && (g->init != old->init || g->value != old->value)) {
		unseen = true; /* two configurations or two programs disagree */
	}
	old->writes_unseen = unseen;
}

void program_add_target(GHashTable *table, const char *key, const char *func)
{
	GPtrArray *list = g_hash_table_lookup(table, key);
	if (!list) {
		list = g_ptr_array_new();
		g_hash_table_insert(table, (gpointer)key, list);
	}
	if (!g_ptr_array_find(list, func, NULL))
		g_ptr_array_add(list, (gpointer)func);
}

/* It is no member that holds it. */
static bool is_hidden(const struct cfg_field_func *f)
{
	return f->field == g_intern_static_string(CFG_HIDDEN);
}

void program_add(struct program *p, struct cfg_text *unit)
{
	g_ptr_array_add(p->texts, unit);
	for (guint i = 0; i < unit->functions->len; i++)
		add_function(p, unit->functions->pdata[i]);
	for (guint i = 0; i < unit->globals->len; i++)
		add_global(p, unit->globals->pdata[i]);
	for (guint i = 0; i < unit->field_funcs->len; i++)
		if (!is_hidden(unit->field_funcs->pdata[i]))
			program_add_target(p->field_functions,
					   ((struct cfg_field_func *)unit->field_funcs->pdata[i])->field,
					   ((struct cfg_field_func *)unit->field_funcs->pdata[i])->func);
}

/* How much of their folders two files share. */
static size_t nearness(const char *a, const char *b)
{
	size_t shared = 0;
	for (size_t i = 0; a[i] && a[i] == b[i]; i++)
		if (a[i] == '/')
			shared = i + 1;
	return shared;
}

const struct cfg_function *program_find(const struct program *p, const char *key, const char *from_path)
{
	const GPtrArray *same = g_hash_table_lookup(p->by_key, key);
	const struct cfg_function *best = same ? same->pdata[0] : NULL;
	for (guint i = 0; same && same->len > 1 && from_path && i < same->len; i++) {
		const struct cfg_function *f = same->pdata[i];
		if (f->path == from_path)
			return f;
		if (f->path && best->path && nearness(f->path, from_path) > nearness(best->path, from_path))
			best = f;
	}
	return best;
}

const struct function_info *program_info(const struct program *p, const struct cfg_function *f)
{
	return g_hash_table_lookup(p->infos, f);
}

const struct cfg_global *program_global(const struct program *p, const char *key)
{
	return g_hash_table_lookup(p->globals, key);
}

bool program_is_constant(const struct program *p, const char *key)
{
	const struct cfg_global *g = program_global(p, key);
	return g && g->constant;
}

void program_know(struct program *p, const char *key, const struct global_values *values)
{
	g_hash_table_insert(p->known, (gpointer)key, (gpointer)values);
}

void program_note_left_out(struct program *p, bool callers, const char *key, const char *path, const char *why)
{
	GHashTable *table = callers ? p->callers_left_out : p->left_out;
	if (!g_hash_table_contains(table, key))
		g_hash_table_insert(table, (gpointer)key, path ? g_strdup_printf("%s: %s", path, why) : g_strdup(why));
}

const char *program_left_out(const struct program *p, bool callers, const char *key)
{
	return g_hash_table_lookup(callers ? p->callers_left_out : p->left_out, key);
}

const struct global_values *program_known(const struct program *p, const char *key)
{
	return g_hash_table_lookup(p->known, key);
}

bool program_addressed(const struct program *p, const char *key)
{
	return g_hash_table_contains(p->addressed, key);
}

const GArray *program_writes(const struct program *p, const char *key)
{
	return g_hash_table_lookup(p->writes, key);
}

const GPtrArray *program_global_functions(const struct program *p, const char *key)
{
	const struct cfg_global *g = program_global(p, key);
	const GArray *writes = program_writes(p, key);
	if (!g || g->writes_unseen || (!g->internal && !g->constant))
		return NULL;
	if (g->init != CFG_INIT_FUNC && (g->init != CFG_INIT_CONST || g->value != 0))
		return NULL;
	for (guint i = 0; writes && i < writes->len; i++)
		if (!g_array_index(writes, struct global_write, i).func)
			return NULL;
	return g_hash_table_lookup(p->global_functions, key);
}

const GPtrArray *program_known_functions(const struct program *p, const char *key)
{
	return g_hash_table_lookup(p->global_functions, key);
}

const GPtrArray *program_field_functions(const struct program *p, const char *field)
{
	return g_hash_table_lookup(p->field_functions, field);
}

const GPtrArray *program_element_functions(const struct program *p, const char *name)
{
	g_autofree char *field = g_strconcat(name, CFG_ELEMENTS, NULL);
	const char *interned = intern_known(field);
	return interned ? program_field_functions(p, interned) : NULL;
}

struct reads *program_reads(const struct program *p)
{
	return p->reads;
}

const GPtrArray *program_functions(const struct program *p)
{
	return p->functions;
}

static void note_address(struct program *p, const char *key, const char *path)
{
	const struct cfg_function *f = program_find(p, key, path);
	struct function_info *info = f ? g_hash_table_lookup(p->infos, f) : NULL;
	if (info)
		info->address_taken = true;
}

/* Functions named anywhere but as a direct callee have their address taken. */
static void note_addresses(struct program *p, const struct cfg_expr *e, const char *path)
{
	if (!e)
		return;
	if (e->kind == CFG_FUNC)
		note_address(p, e->name, path);
	note_addresses(p, e->a, path);
	note_addresses(p, e->b, path);
}

static bool is_table(const struct program *p, const char *key)
{
	g_autofree char *first = g_strconcat(key, "[0]", NULL);
	const char *known = intern_known(first);
	return known && g_hash_table_contains(p->globals, known);
}

/* The key of what is written: a variable, a member of one, an element of a table. An element that is not known may be
 * any: then nothing is known of the table. */
static const char *written_key(struct program *p, const struct cfg_function *f, const struct cfg_expr *e)
{
	if (e->kind == CFG_VAR)
		return cfg_var(f, e->var)->key;
	if (e->kind != CFG_FIELD && e->kind != CFG_INDEX)
		return NULL;
	const char *whole = written_key(p, f, e->a->kind == CFG_ADDR ? e->a->a : e->a);
	if (!whole || (e->kind == CFG_INDEX && !is_table(p, whole)))
		return NULL;
	if (e->kind == CFG_INDEX && e->b->kind != CFG_CONST) {
		g_hash_table_add(p->addressed, (gpointer)whole);
		return NULL;
	}
	g_autofree char *key = e->kind == CFG_FIELD ? g_strdup_printf("%s.%s", whole, e->name)
						    : g_strdup_printf("%s[%" G_GINT64_FORMAT "]", whole, e->b->value);
	return g_intern_string(key);
}

static void note_write(struct program *p, const struct cfg_function *f, int block, const struct cfg_stmt *s)
{
	const char *key = s->lhs ? written_key(p, f, s->lhs) : NULL;
	if (!key)
		return;
	GArray *list = g_hash_table_lookup(p->writes, key);
	if (!list) {
		list = g_array_new(FALSE, TRUE, sizeof(struct global_write));
		g_hash_table_insert(p->writes, (gpointer)key, list);
	}
	const struct cfg_expr *rhs = s->kind == CFG_ASSIGN ? s->rhs : NULL;
	while (rhs && rhs->kind == CFG_CAST && rhs->bits > 1)
		rhs = rhs->a;
	bool is_const = rhs && rhs->kind == CFG_CONST;
	struct global_write w = {
		f, s, block, is_const, is_const ? rhs->value : 0, rhs && rhs->kind == CFG_FUNC ? rhs->name : NULL};
	g_array_append_val(list, w);
}

static void link_target(struct program *p, struct function_info *info, const struct cfg_stmt *s, const char *key)
{
	const struct cfg_function *callee = program_find(p, key, info->function->path);
	if (!callee && !g_ptr_array_find(info->unseen, key, NULL))
		g_ptr_array_add(info->unseen, (gpointer)key);
	if (!callee)
		return;
	struct function_info *target = g_hash_table_lookup(p->infos, callee);
	struct call_ref ref = {info->function, s, info};
	g_ptr_array_add(target->callers, g_memdup2(&ref, sizeof(ref)));
	if (!g_ptr_array_find(info->callees, target, NULL))
		g_ptr_array_add(info->callees, target);
}

/* A pointer to a function with a rule's name holds the C library's, whatever the program itself calls so. */
static void link_call(struct program *p, const struct rule_set *rules, struct function_info *info,
		      const struct cfg_stmt *s)
{
	if (s->callee->kind == CFG_FUNC) {
		link_target(p, info, s, s->callee->name);
		return;
	}
	note_addresses(p, s->callee, info->function->path);
	const GPtrArray *targets = program_pointer_targets(p, s);
	for (guint i = 0; targets && i < targets->len; i++)
		if (!rule_set_by_name(rules, targets->pdata[i]))
			link_target(p, info, s, targets->pdata[i]);
}

/* Functions that are assigned to members and to variables with static storage. */
static void collect_targets(struct program *p, const struct cfg_function *f)
{
	for (guint b = 0; b < f->blocks->len; b++) {
		const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
		for (guint i = 0; i < stmts->len; i++) {
			const struct cfg_stmt *s = stmts->pdata[i];
			if (s->kind != CFG_ASSIGN || !s->lhs || s->rhs->kind != CFG_FUNC)
				continue;
			if (s->lhs->kind == CFG_FIELD)
				program_add_target(p->field_functions, s->lhs->name, s->rhs->name);
			else if (s->lhs->kind == CFG_VAR && cfg_var(f, s->lhs->var)->key)
				program_add_target(p->global_functions, cfg_var(f, s->lhs->var)->key, s->rhs->name);
		}
	}
}

static void collect_initial_targets(struct program *p)
{
	GHashTableIter it;
	gpointer value;
	g_hash_table_iter_init(&it, p->globals);
	while (g_hash_table_iter_next(&it, NULL, &value)) {
		const struct cfg_global *g = value;
		if (g->init == CFG_INIT_FUNC)
			program_add_target(p->global_functions, g->key, g->target);
	}
}

/* What variables are written, and whose address is taken. */
static void collect_writes(struct program *p, const struct cfg_function *f)
{
	for (guint i = 0; i < f->vars->len; i++) {
		const struct cfg_var *var = cfg_var(f, (int)i);
		if (var->key && var->address_taken)
			g_hash_table_add(p->addressed, (gpointer)var->key);
	}
	for (guint b = 0; b < f->blocks->len; b++) {
		const struct cfg_block *block = cfg_block(f, (int)b);
		for (guint i = 0; i < block->stmts->len; i++)
			note_write(p, f, (int)b, block->stmts->pdata[i]);
	}
}

static void link_function(struct program *p, const struct rule_set *rules, const struct cfg_function *f)
{
	struct function_info *info = g_hash_table_lookup(p->infos, f);
	for (guint b = 0; b < f->blocks->len; b++) {
		const struct cfg_block *block = cfg_block(f, (int)b);
		for (guint i = 0; i < block->stmts->len; i++) {
			const struct cfg_stmt *s = block->stmts->pdata[i];
			note_addresses(p, s->rhs, f->path);
			for (unsigned a = 0; a < s->n_args; a++)
				note_addresses(p, s->args[a], f->path);
			if (s->kind == CFG_CALL)
				link_call(p, rules, info, s);
		}
		note_addresses(p, block->term.cond, f->path);
	}
	info->live = liveness_compute(f);
	info->loop_head = loop_heads_compute(f);
	info->order = block_order_compute(f);
}

void program_link(struct program *p, const struct rule_set *rules)
{
	dispatch_settle(p);
	for (guint i = 0; i < p->functions->len; i++)
		collect_targets(p, p->functions->pdata[i]);
	collect_initial_targets(p);
	parameters_collect(p);
	holders_spread(p, rules);
	for (guint i = 0; i < p->functions->len; i++)
		collect_writes(p, p->functions->pdata[i]);
	pointers_collect(p);
	for (guint i = 0; i < p->functions->len; i++)
		link_function(p, rules, p->functions->pdata[i]);
	GHashTableIter it;
	gpointer list;
	g_hash_table_iter_init(&it, p->field_functions);
	while (g_hash_table_iter_next(&it, NULL, &list))
		for (guint i = 0; i < ((GPtrArray *)list)->len; i++)
			note_address(p, ((GPtrArray *)list)->pdata[i], NULL);
	interest_compute(p, rules);
}
