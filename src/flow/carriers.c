/* EPERM is 1, and so is a flag: which of the two a variable's 1 is, its assignments tell, wherever they stand. Only
 * words hang on this, no verdict. */
#include "flow/carriers.h"

#include "flow/program_internal.h"

#include <string.h>

/* What is found stays with the program: a function with thousands of callers is asked for by each of them. */
struct search {
	GHashTable *known; /* the same -> whether it carries errno */
	const struct program *program;
	GHashTable *seen; /* set of variables, members' expressions and functions that were looked at */
};

static bool carries(const struct search *s, const struct cfg_function *f, const struct cfg_expr *e);

static struct search search_new(const struct program *program)
{
	return (struct search){program->carriers, program, g_hash_table_new(NULL, NULL)};
}

/* Where nothing was found, nothing that was looked at on the way carries errno; else some of it may not have been
 * looked at to the end. */
static bool search_end(struct search *s, bool found)
{
	GHashTableIter it;
	gpointer key;
	g_hash_table_iter_init(&it, s->seen);
	while (!found && g_hash_table_iter_next(&it, &key, NULL))
		g_hash_table_insert(s->known, key, GINT_TO_POINTER(false));
	g_hash_table_unref(s->seen);
	return found;
}

/* It needs no look: it is known, or in work. */
static bool is_settled(const struct search *s, gconstpointer key, bool *out_carries)
{
	gpointer carries = GINT_TO_POINTER(false);
	bool known = g_hash_table_lookup_extended(s->known, key, NULL, &carries);
	*out_carries = GPOINTER_TO_INT(carries);
	return known || !g_hash_table_add(s->seen, (gpointer)key);
}

static bool note(const struct search *s, gconstpointer key, bool carries)
{
	if (carries)
		g_hash_table_insert(s->known, (gpointer)key, GINT_TO_POINTER(true));
	return carries;
}

static bool gives_errno(const struct search *s, const struct cfg_function *f)
{
	bool found = false;
	if (!f || is_settled(s, f, &found))
		return found;
	for (guint b = 0; b < f->blocks->len && !found; b++) {
		const struct cfg_term *t = &cfg_block(f, (int)b)->term;
		found = t->kind == CFG_RETURN && carries(s, f, t->cond);
	}
	return note(s, f, found);
}

/* The same variable, or the member of that name of whatever. */
static bool is_same_place(const struct cfg_expr *lhs, const struct cfg_expr *e)
{
	if (!lhs || lhs->kind != e->kind)
		return false;
	return e->kind == CFG_VAR ? lhs->var == e->var : e->kind == CFG_FIELD && lhs->name == e->name;
}

/* What a function that cannot be seen makes of errno is an error, too, in another numbering say. */
static bool translates_errno(const struct search *s, const struct cfg_function *f, const struct cfg_stmt *call)
{
	const struct cfg_function *callee = NULL;
	if (call->callee->kind == CFG_FUNC)
		callee = program_find(s->program, call->callee->name, f->path);
	if (callee)
		return gives_errno(s, callee);
	for (unsigned i = 0; i < call->n_args; i++)
		if (carries(s, f, call->args[i]))
			return true;
	return false;
}

static bool is_given_errno(const struct search *s, const struct cfg_function *f, const struct cfg_expr *place)
{
	for (guint b = 0; b < f->blocks->len; b++) {
		const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
		for (guint i = 0; i < stmts->len; i++) {
			const struct cfg_stmt *stmt = stmts->pdata[i];
			if (!is_same_place(stmt->lhs, place))
				continue;
			if (stmt->kind == CFG_ASSIGN ? carries(s, f, stmt->rhs) : translates_errno(s, f, stmt))
				return true;
		}
	}
	return false;
}

static bool is_handed_errno(const struct search *s, const struct cfg_function *f, int parameter)
{
	const struct function_info *info = program_info(s->program, f);
	for (guint i = 0; info && i < info->callers->len; i++) {
		const struct call_ref *ref = info->callers->pdata[i];
		if ((unsigned)parameter < ref->stmt->n_args && carries(s, ref->caller, ref->stmt->args[parameter]))
			return true;
	}
	return false;
}

static bool carries(const struct search *s, const struct cfg_function *f, const struct cfg_expr *e)
{
	while (e && (e->kind == CFG_CAST || (e->kind == CFG_UNARY && e->op == CFG_NEG)))
		e = e->a;
	if (!e || (e->kind != CFG_VAR && e->kind != CFG_FIELD))
		return false;
	bool known;
	if (e->kind == CFG_FIELD)
		return is_settled(s, e, &known) ? known : note(s, e, is_given_errno(s, f, e));
	const struct cfg_var *var = cfg_var(f, e->var);
	if (var->kind == CFG_GLOBAL && strcmp(var->name, "errno") == 0)
		return true;
	if (is_settled(s, var, &known))
		return known;
	return note(s, var, is_given_errno(s, f, e) || (var->kind == CFG_PARAM && is_handed_errno(s, f, e->var)));
}

bool carries_errno(const struct program *program, const struct cfg_function *f, const struct cfg_expr *e)
{
	struct search s = search_new(program);
	return search_end(&s, carries(&s, f, e));
}

bool carries_errno_named(const struct program *program, const struct cfg_function *f, const struct cfg_expr *cond,
			 const char *name)
{
	if (!cond)
		return false;
	bool named = (cond->kind == CFG_FIELD && cond->name == name) ||
		     (cond->kind == CFG_VAR && cfg_var(f, cond->var)->name == name);
	if (named)
		return carries_errno(program, f, cond);
	return carries_errno_named(program, f, cond->a, name) || carries_errno_named(program, f, cond->b, name);
}

bool returns_errno(const struct program *program, const struct cfg_function *f)
{
	struct search s = search_new(program);
	return search_end(&s, gives_errno(&s, f));
}
