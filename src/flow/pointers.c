/* What a call through a pointer may lead to: the slots that the pointer may be read from (a member, a variable, a
 * parameter, what a function returns), told by the code of the function alone; and what is known of those slots, from
 * the program's own code and from the text of the whole tree (program_point). */
#include "flow/program_internal.h"

#include <string.h>

#include "cfg/key.h"

struct search {
	struct program *program;
	struct pointer_call *out;
	const struct cfg_stmt *call;
	unsigned n_args;
	GHashTable *seen; /* set of struct cfg_var * */
	bool element;     /* of an array: who is given that may write there */
};

static void add_name(struct search *s, const char *key)
{
	if (!g_ptr_array_find(s->out->names, key, NULL))
		g_ptr_array_add(s->out->names, (gpointer)key);
}

static void add_names(struct search *s, const GPtrArray *keys)
{
	for (guint i = 0; keys && i < keys->len; i++)
		add_name(s, keys->pdata[i]);
}

/* The slot as wishes name it: "slot/arguments/records". */
static void add_slot(struct search *s, const char *slot, const char *path)
{
	g_autofree char *text = g_strdup_printf("%s/%u%s/%s", slot, s->n_args, s->call->lhs ? "=" : "",
						s->call->takes ? s->call->takes : "");
	struct pointer_slot own = {g_intern_string(text), path};
	for (guint i = 0; i < s->out->slots->len; i++) {
		const struct pointer_slot *old = &g_array_index(s->out->slots, struct pointer_slot, i);
		if (old->key == own.key && old->path == own.path)
			return;
	}
	g_array_append_val(s->out->slots, own);
}

static void add_slot_of(struct search *s, const char *function, int parameter)
{
	g_autofree char *name = cfg_key_name(function);
	g_autofree char *slot =
		parameter < 0 ? g_strdup_printf("%s()", name) : g_strdup_printf("%s(%d)", name, parameter);
	add_slot(s, slot, NULL);
}

static void visit(struct search *s, const struct cfg_function *f, const struct cfg_expr *e);

/* "handlers[2]" and the like of C++'s library: what it gives was put into the object. */
static bool is_of_container(const struct cfg_stmt *stmt)
{
	return stmt->kind == CFG_CALL && stmt->callee->kind == CFG_FUNC && stmt->n_args > 0 &&
	       stmt->args[0]->kind == CFG_ADDR && g_str_has_prefix(stmt->callee->name, "c:@N@std@");
}

/* What a statement leaves in a variable. */
static void visit_write(struct search *s, const struct cfg_function *f, const struct cfg_stmt *stmt)
{
	if (stmt->kind == CFG_ASSIGN)
		visit(s, f, stmt->rhs);
	else if (stmt->callee->kind == CFG_FUNC)
		add_slot_of(s, stmt->callee->name, -1);
	if (is_of_container(stmt))
		visit(s, f, stmt->args[0]->a);
}

/* "get(&pointer)": what the function puts where its parameter leads. */
static void visit_filled(struct search *s, const struct cfg_stmt *stmt, int var)
{
	for (unsigned i = 0; stmt->kind == CFG_CALL && stmt->callee->kind == CFG_FUNC && i < stmt->n_args; i++) {
		const struct cfg_expr *e = stmt->args[i];
		while (e->kind == CFG_CAST)
			e = e->a;
		if (e->kind == CFG_ADDR || e->kind == CFG_INDEX)
			e = s->element || e->kind == CFG_ADDR ? e->a : e;
		else if (!s->element)
			continue;
		if (e->kind == CFG_VAR && e->var == var)
			add_slot_of(s, stmt->callee->name, (int)i);
	}
}

static void visit_own(struct search *s, const struct cfg_function *f, int var)
{
	for (guint b = 0; b < f->blocks->len; b++) {
		const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
		for (guint i = 0; i < stmts->len; i++) {
			const struct cfg_stmt *stmt = stmts->pdata[i];
			if (stmt->lhs && stmt->lhs->kind == CFG_VAR && stmt->lhs->var == var)
				visit_write(s, f, stmt);
			if (s->element || cfg_var(f, var)->address_taken)
				visit_filled(s, stmt, var);
		}
	}
}

/* Of a variable that only its unit writes, all of which is seen, the writes say it all. */
static void visit_static(struct search *s, const struct cfg_var *var, const struct cfg_global *g)
{
	const GArray *writes = program_writes(s->program, var->key);
	bool whole =
		g && (g->constant || (g->internal && !g->writes_unseen && !program_addressed(s->program, var->key)));
	if (g && g->init == CFG_INIT_FUNC)
		add_name(s, g->target);
	add_names(s, program_known_functions(s->program, var->key));
	for (guint i = 0; whole && writes && i < writes->len; i++) {
		const struct global_write *w = &g_array_index(writes, struct global_write, i);
		visit_write(s, w->function, w->stmt);
	}
	if (whole)
		return;
	const char *hash = g && g->internal && !g_str_has_prefix(var->key, "c:") ? strchr(var->key, '#') : NULL;
	g_autofree char *path = hash ? g_strndup(var->key, (gsize)(hash - var->key)) : NULL;
	add_slot(s, var->name, path ? g_intern_string(path) : NULL);
}

static void visit_var(struct search *s, const struct cfg_function *f, int index)
{
	const struct cfg_var *var = cfg_var(f, index);
	if (!g_hash_table_add(s->seen, (gpointer)var))
		return;
	if (var->key) {
		visit_static(s, var, program_global(s->program, var->key));
		return;
	}
	if (var->kind == CFG_PARAM) {
		add_names(s, program_parameter_functions(s->program, f, index));
		add_slot_of(s, f->key, index);
	}
	visit_own(s, f, index);
}

/* The name of an array: of a variable or a member. */
static const char *array_name(const struct cfg_function *f, const struct cfg_expr *e)
{
	return e->kind == CFG_FIELD ? e->name : e->kind == CFG_VAR ? cfg_var(f, e->var)->name : NULL;
}

static void visit(struct search *s, const struct cfg_function *f, const struct cfg_expr *e)
{
	if (!e)
		return;
	switch (e->kind) {
	case CFG_FUNC: add_name(s, e->name); return;
	case CFG_VAR: visit_var(s, f, e->var); return;
	case CFG_FIELD:
		add_names(s, program_field_functions(s->program, e->name));
		add_slot(s, e->name, NULL);
		return;
	case CFG_INDEX: {
		const char *name = array_name(f, e->a);
		add_names(s, name ? program_element_functions(s->program, name) : NULL);
		s->element = true;
		visit(s, f, e->a);
		s->element = false;
		return;
	}
	case CFG_UNKNOWN: s->out->unread = true; return;
	default: visit(s, f, e->a); visit(s, f, e->b);
	}
}

/* --- what is known of slots ---------------------------------------------------------------------------------------
 */

static const char *known_key(const char *key, const char *path)
{
	g_autofree char *whole = g_strdup_printf("%s@%s", key, path ? path : "");
	return g_intern_string(whole);
}

void program_ask(struct program *p, program_asked *ask, void *data)
{
	p->ask = ask;
	p->ask_data = data;
}

void program_point(struct program *p, const char *slot, const struct pointer_known *known)
{
	g_hash_table_insert(p->pointed, (gpointer)g_intern_string(slot), (gpointer)known);
}

static bool is_named(const struct cfg_function *f, const struct pointer_target *t)
{
	g_autofree char *name = f->path == t->path ? cfg_key_name(f->key) : NULL;
	return name && strcmp(name, t->name) == 0;
}

static void add_target(struct search *s, const struct pointer_target *t)
{
	if (!t->path) {
		add_name(s, t->name);
		return;
	}
	for (guint i = 0; i < s->program->functions->len; i++) {
		const struct cfg_function *f = s->program->functions->pdata[i];
		if (is_named(f, t))
			add_name(s, f->key);
	}
}

static void add_known(struct search *s, const struct pointer_slot *slot)
{
	const struct program *p = s->program;
	const struct pointer_known *known = p->ask ? p->ask(slot->key, slot->path, p->ask_data) : NULL;
	if (!known)
		known = g_hash_table_lookup(p->pointed, known_key(slot->key, slot->path));
	for (guint i = 0; known && i < known->targets->len; i++)
		add_target(s, &g_array_index(known->targets, struct pointer_target, i));
	s->out->others |= known && known->others;
	s->out->unread |= known && known->unread;
}

/* ------------------------------------------------------------------------------------------------------------------ */

static void pointer_call_free(gpointer data)
{
	struct pointer_call *c = data;
	g_array_unref(c->slots);
	g_ptr_array_unref(c->names);
	g_free(c);
}

GHashTable *pointers_new(void)
{
	return g_hash_table_new_full(NULL, NULL, NULL, pointer_call_free);
}

/* A call of an object that holds a function, as std::function does: what was put there is called. */
static const struct cfg_expr *held_in(const struct program *p, const struct cfg_function *f, const struct cfg_stmt *s)
{
	if (s->callee->kind != CFG_FUNC || !s->n_args || (s->args[0]->kind != CFG_ADDR && s->args[0]->kind != CFG_VAR))
		return NULL;
	const char *held = "operator()";
	g_autofree char *name = strstr(s->callee->name, held) ? cfg_key_name(s->callee->name) : NULL;
	return name && strcmp(name, held) == 0 && !program_find(p, s->callee->name, f->path)
		       ? (s->args[0]->kind == CFG_ADDR ? s->args[0]->a : s->args[0])
		       : NULL;
}

static void collect_call(struct program *p, const struct cfg_function *f, const struct cfg_stmt *stmt,
			 const struct cfg_expr *pointer)
{
	struct pointer_call *c = g_new0(struct pointer_call, 1);
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	struct search s = {p, c, stmt, stmt->n_args - (stmt->callee->kind == CFG_FUNC), seen, false};
	c->slots = g_array_new(FALSE, FALSE, sizeof(struct pointer_slot));
	c->names = g_ptr_array_new();
	visit(&s, f, pointer);
	for (guint i = 0; i < c->slots->len; i++)
		add_known(&s, &g_array_index(c->slots, struct pointer_slot, i));
	g_hash_table_insert(p->pointers, (gpointer)stmt, c);
}

void pointers_collect(struct program *p)
{
	for (guint i = 0; i < p->functions->len; i++) {
		const struct cfg_function *f = p->functions->pdata[i];
		for (guint b = 0; b < f->blocks->len; b++) {
			const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
			for (guint k = 0; k < stmts->len; k++) {
				const struct cfg_stmt *stmt = stmts->pdata[k];
				if (stmt->kind != CFG_CALL || program_dispatched(p, stmt))
					continue;
				const struct cfg_expr *pointer =
					stmt->callee->kind == CFG_FUNC ? held_in(p, f, stmt) : stmt->callee;
				if (pointer)
					collect_call(p, f, stmt, pointer);
			}
		}
	}
}

const GPtrArray *program_pointer_targets(const struct program *p, const struct cfg_stmt *call)
{
	const struct pointer_call *pointer = program_pointer_call(p, call);
	return pointer ? pointer->names : program_field_functions(p, call->callee->name);
}

const struct pointer_call *program_pointer_call(const struct program *p, const struct cfg_stmt *call)
{
	return g_hash_table_lookup(p->pointers, call);
}
