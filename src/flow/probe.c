/* What other sites' failures do to a site. All of a rule's calls fail, so that one of them can keep another away: a
 * probe at the program's start that sets a flag, or that installs the function that makes the call. Asked is whether a
 * statement can be come to at all, from whatever enters its function, while the calls fail; if not, but if so where one
 * other call may work, that one's failure is what keeps it away. What is not seen for sure counts as come to. */
#include "flow/calls.h"
#include "flow/wish.h"

#include "flow/program_internal.h"

#define PROBE_STATES       2000 /* of one exploration; beyond, the statement may be come to */
#define PROBE_EXPLORATIONS 24   /* of one question */

/* --- calls -------------------------------------------------------------------------------------------------------- */

bool probe_is_asked(const struct explorer *x, int descriptor)
{
	gint64 n;
	return descriptor >= 0 && value_is_const(x->values, descriptor, &n) && n < 0;
}

static bool is_call_of(const struct rule *rule, const struct cfg_stmt *s)
{
	if (s->kind != CFG_CALL || s->callee->kind != CFG_FUNC)
		return false;
	for (guint i = 0; i < rule->raw->len; i++)
		if (((struct rule_call *)rule->raw->pdata[i])->name == s->callee->name)
			return true;
	return rule->call.name == s->callee->name;
}

static bool is_negative(const struct cfg_expr *e)
{
	while (e->kind == CFG_CAST)
		e = e->a;
	if (e->kind == CFG_UNARY && e->op == CFG_NEG)
		return e->a->kind == CFG_CONST && e->a->value > 0;
	return e->kind == CFG_CONST && e->value < 0;
}

bool probe_is_probe(const struct rule *rule, const struct cfg_stmt *s)
{
	int index = rule->descriptor_argument;
	return is_call_of(rule, s) && index >= 0 && (unsigned)index < s->n_args && is_negative(s->args[index]);
}

typedef bool (*stmt_test)(const struct rule *rule, const struct cfg_stmt *s);

/* The statements of f that are such, but for one. */
static void collect_stmts(const struct cfg_function *f, const struct rule *rule, stmt_test test,
			  const struct cfg_stmt *without, GPtrArray *out)
{
	for (guint b = 0; b < f->blocks->len; b++) {
		const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
		for (guint i = 0; i < stmts->len; i++)
			if (stmts->pdata[i] != without && test(rule, stmts->pdata[i]))
				g_ptr_array_add(out, stmts->pdata[i]);
	}
}

static bool any_stmt(const struct cfg_function *f, const struct rule *rule, stmt_test test,
		     const struct cfg_stmt *without)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new();
	collect_stmts(f, rule, test, without, found);
	return found->len > 0;
}

static bool program_has(const struct program *p, const struct rule *rule, stmt_test test,
			const struct cfg_stmt *without)
{
	for (guint i = 0; i < p->functions->len; i++)
		if (any_stmt(p->functions->pdata[i], rule, test, without))
			return true;
	return false;
}

static bool tree_has(const struct function_info *info, const struct rule *rule, stmt_test test, GHashTable *seen)
{
	if (!(info->interest & INTEREST_RULE) || !g_hash_table_add(seen, (gpointer)info))
		return false;
	if (any_stmt(info->function, rule, test, NULL))
		return true;
	for (guint i = 0; i < info->callees->len; i++)
		if (tree_has(info->callees->pdata[i], rule, test, seen))
			return true;
	return false;
}

GPtrArray *probe_sites(const struct rule *rule, const struct cfg_function *f)
{
	GPtrArray *sites = g_ptr_array_new();
	collect_stmts(f, rule, is_call_of, NULL, sites);
	return sites;
}

/* --- what is written ---------------------------------------------------------------------------------------------- */

void probe_unite(struct range *out, const struct range *other)
{
	if (range_empty(out) || range_empty(other)) {
		*out = range_empty(out) ? *other : *out;
		return;
	}
	struct range all = range_of(MIN(out->low, other->low), MAX(out->high, other->high));
	const struct range *first = out->low <= other->low ? out : other, *second = first == out ? other : out;
	for (unsigned i = 0; i < out->n_holes; i++)
		if (!range_has(other, out->holes[i]))
			range_exclude(&all, out->holes[i]);
	for (unsigned i = 0; i < other->n_holes; i++)
		if (!range_has(out, other->holes[i]))
			range_exclude(&all, other->holes[i]);
	for (unsigned i = 0; i < RANGE_HOLES && first->high < second->low && first->high + i + 1 < second->low; i++)
		range_exclude(&all, first->high + i + 1);
	*out = all;
}

void probe_divert(struct explorer *x, struct state *s)
{
	s->attempt.tried = s->attempt.pending = x->reached = true;
	if (state_top(s)->function != x->site_function)
		return;
	struct listener l = listener_of(x, s, x->site_stmt);
	listener_remember(s, &l);
}

void probe_watch(struct explorer *x, const struct state *s, const struct cfg_stmt *stmt, int value)
{
	if (stmt != x->watched)
		return;
	struct range r = value >= 0 ? state_range(s, x->values, value) : range_full();
	probe_unite(&x->written, &r);
}

/* own: the root writes it itself, before the watched statement is come to for the first time. */
static struct range explore_write(const struct explorer *x, const struct global_write *w, bool own)
{
	auto_ptr(explorer) e =
		explorer_watching(x->query, own ? x->root : w->function, PROBE_STATES, w->function, w->stmt);
	e->detail = (struct detail){.exact = 8, .kinds = 8};
	e->works = x->works;
	e->any_works = x->any_works;
	e->avoided = own ? x->watched : NULL;
	e->free_statics = e->strict = true;
	explorer_run(e);
	return e->exceeded || left_out_any(e->left) ? range_full() : e->written;
}

/* A call that fails has a part in what is written. */
static bool hangs_on_probe(const struct explorer *x, const struct global_write *w)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	return tree_has(program_info(x->program, w->function), x->rule, probe_is_probe, seen);
}

static char *written_key(const struct explorer *x, const struct global_write *w, bool own)
{
	return g_strdup_printf("%p %p %d %p %d %p %p", (const void *)w->stmt, (const void *)x->rule,
			       x->query->errno_number, (const void *)x->works, x->any_works,
			       own ? (const void *)x->root : NULL, own ? (const void *)x->watched : NULL);
}

bool probe_written(const struct explorer *x, const struct global_write *w, bool own, struct range *out)
{
	const struct function_info *info = program_info(x->program, w->function);
	if (w->func || info->interest & INTEREST_LOST || (!own && !hangs_on_probe(x, w)))
		return false;
	g_autofree char *key = written_key(x, w, own);
	GHashTable *probed = x->program->probed;
	struct range *known = g_hash_table_lookup(probed, key);
	if (!known) {
		struct range r = explore_write(x, w, own);
		known = g_memdup2(&r, sizeof(r));
		g_hash_table_insert(probed, g_steal_pointer(&key), known);
	}
	if (w->is_const && !range_empty(known))
		return false;
	*out = *known;
	return true;
}

/* --- what is come to ---------------------------------------------------------------------------------------------- */

struct coming {
	const struct flow_query *query;
	const struct cfg_stmt *works;
	bool any_works;     /* each call may work or fail */
	GHashTable *asked;  /* roots that were explored for a statement: "root statement" */
	unsigned left;      /* explorations */
	bool unsure;        /* what is said where it is not sure */
	GHashTable *wanted; /* set of const struct wish *: whose callers are to be looked for; NULL */
};

static bool root_comes_to(struct coming *c, const struct cfg_function *root, const struct cfg_function *f,
			  const struct cfg_stmt *stmt);

static bool mentions(const struct cfg_expr *e, const char *key)
{
	return e && ((e->kind == CFG_FUNC && e->name == key) || mentions(e->a, key) || mentions(e->b, key));
}

/* The function's address is taken in it, or it is called through a pointer that is known to be it. */
static bool hands_out(const struct cfg_stmt *s, const char *key)
{
	bool found = mentions(s->rhs, key) || mentions(s->lhs, key);
	for (unsigned i = 0; i < s->n_args; i++)
		found |= mentions(s->args[i], key);
	return found || (s->kind == CFG_CALL && s->callee->kind != CFG_FUNC && mentions(s->callee, key));
}

/* In a table or a variable from the start. */
static bool is_there_at_start(const struct program *p, const char *key)
{
	for (guint i = 0; i < p->texts->len; i++) {
		const struct cfg_text *unit = p->texts->pdata[i];
		for (guint k = 0; k < unit->field_funcs->len; k++)
			if (((struct cfg_field_func *)unit->field_funcs->pdata[k])->func == key)
				return true;
		for (guint k = 0; k < unit->globals->len; k++)
			if (((struct cfg_global *)unit->globals->pdata[k])->target == key)
				return true;
	}
	return false;
}

/* Some place that hands the function's address out is come to; or none is seen. */
static bool is_handed_out(struct coming *c, const char *key)
{
	const struct program *p = c->query->program;
	bool seen = false;
	for (guint i = 0; i < p->functions->len; i++) {
		const struct cfg_function *f = p->functions->pdata[i];
		for (guint b = 0; b < f->blocks->len; b++) {
			const struct cfg_block *block = cfg_block(f, (int)b);
			if (mentions(block->term.cond, key))
				return true;
			for (guint k = 0; k < block->stmts->len; k++) {
				if (!hands_out(block->stmts->pdata[k], key))
					continue;
				seen = true;
				if (root_comes_to(c, f, f, block->stmts->pdata[k]))
					return true;
			}
		}
	}
	return !seen || is_there_at_start(p, key);
}

/* It is entered from outside of the tree: main(), and what nobody in the tree calls. */
static bool is_open(const struct coming *c, const struct function_info *info)
{
	const struct cfg_function *f = info->function;
	if (f->internal)
		return false;
	if (c->wanted)
		g_hash_table_add(c->wanted, (gpointer)wish_of(WISH_CALLERS, f->key, f->path, 0));
	if (program_left_out(c->query->program, true, f->key))
		return true;
	return info->callers->len == 0 || !program_find(c->query->program, "main", f->path);
}

/* The statement in f is come to from what calls this root. One that nobody calls is entered from outside. */
static bool callers_come_to(struct coming *c, const struct cfg_function *root, const struct cfg_function *f,
			    const struct cfg_stmt *stmt)
{
	const struct function_info *info = program_info(c->query->program, root);
	bool called = false;
	if (is_open(c, info))
		return true;
	for (guint i = 0; i < info->callers->len; i++) {
		const struct call_ref *ref = info->callers->pdata[i];
		if (ref->stmt->callee->kind != CFG_FUNC)
			continue;
		called = true;
		if (root_comes_to(c, ref->caller, f, stmt))
			return true;
	}
	return info->address_taken ? is_handed_out(c, root->key) : !called;
}

static bool root_comes_to(struct coming *c, const struct cfg_function *root, const struct cfg_function *f,
			  const struct cfg_stmt *stmt)
{
	g_autofree char *key = g_strdup_printf("%p %p", (const void *)root, (const void *)stmt);
	if (!g_hash_table_add(c->asked, g_steal_pointer(&key)))
		return false; /* whether it is come to is being found out */
	if (c->left == 0 || program_info(c->query->program, root)->interest & INTEREST_LOST)
		return c->unsure;
	c->left--;
	auto_ptr(explorer) x = explorer_watching(c->query, root, PROBE_STATES, f, stmt);
	x->detail = (struct detail){.exact = 8, .kinds = 8};
	x->works = c->works;
	x->any_works = c->any_works;
	x->strict = true;
	explorer_run(x);
	bool sure = x->reached || !(x->exceeded || left_out_any(x->left));
	return (sure ? x->reached : c->unsure) && callers_come_to(c, root, f, stmt);
}

static bool is_come_to(struct coming *c, const struct cfg_function *f, const struct cfg_stmt *stmt)
{
	c->asked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	c->left = PROBE_EXPLORATIONS;
	bool comes = root_comes_to(c, f, f, stmt);
	g_hash_table_unref(c->asked);
	return comes;
}

bool probe_is_come_to(const struct flow_query *query, const struct cfg_function *f, const struct cfg_stmt *stmt,
		      const struct cfg_stmt *works, GHashTable *wanted)
{
	struct coming c = {.query = query, .works = works, .unsure = works == NULL, .wanted = wanted};
	return is_come_to(&c, f, stmt);
}

/* Whether it can be come to at all, whichever calls work: else there is no need to try them one by one. */
static bool may_be_come_to(const struct flow_query *query, const struct cfg_function *f, const struct cfg_stmt *stmt)
{
	struct coming c = {.query = query, .any_works = true, .unsure = true};
	return is_come_to(&c, f, stmt);
}

/* --- the answers -------------------------------------------------------------------------------------------------- */

const struct cfg_stmt *probe_site(const struct flow_query *query, const struct cfg_function *f)
{
	for (guint b = 0; b < f->blocks->len; b++) {
		const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
		for (guint i = 0; i < stmts->len; i++) {
			const struct cfg_stmt *s = stmts->pdata[i];
			if (s->site == (int)query->site && is_call_of(query->rule, s))
				return s;
		}
	}
	return NULL;
}

/* Where the site is, be it a call or a place that takes the address: NULL for one in no statement, as in a table. */
static const struct cfg_stmt *place_of(const struct flow_query *query, const struct cfg_function *f)
{
	for (guint b = 0; query->site && b < f->blocks->len; b++) {
		const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
		for (guint i = 0; i < stmts->len; i++)
			if (((const struct cfg_stmt *)stmts->pdata[i])->site == (int)query->site)
				return stmts->pdata[i];
	}
	return NULL;
}

struct outcome *probe_say_handled(const struct cfg_function *f, const struct location_range *at, char *reason)
{
	struct outcome *o = outcome_none();
	o->good = o->reached = true;
	o->reason = reason;
	g_ptr_array_add(o->steps, step_new(f->path, at->line, at->column, reason));
	return o;
}

/* A probe may write to variables that other files see as well: all that they hold is known when who writes them is. */
static void want_probed(const struct flow_query *query, GHashTable *wanted)
{
	GHashTableIter it;
	gpointer key, list;
	g_hash_table_iter_init(&it, query->program->writes);
	while (g_hash_table_iter_next(&it, &key, &list)) {
		const struct cfg_global *g = program_global(query->program, key);
		const GArray *writes = list;
		if (!g || g->internal || g->constant || program_known(query->program, key))
			continue;
		for (guint i = 0; i < writes->len; i++) {
			const struct cfg_function *f = g_array_index(writes, struct global_write, i).function;
			if (!any_stmt(f, query->rule, probe_is_probe, NULL))
				continue;
			g_hash_table_add(wanted, (gpointer)wish_of(WISH_VARIABLE, key, NULL, 0));
			break;
		}
	}
}

/* The call of f's that keeps the statement away by failing; NULL. */
static const struct cfg_stmt *keeper_in(const struct flow_query *query, const struct cfg_function *keeper,
					const struct cfg_function *f, const struct cfg_stmt *stmt, stmt_test test)
{
	g_autoptr(GPtrArray) calls = g_ptr_array_new();
	collect_stmts(keeper, query->rule, test, stmt, calls);
	for (guint i = 0; i < calls->len; i++)
		if (probe_is_come_to(query, f, stmt, calls->pdata[i], NULL))
			return calls->pdata[i];
	return NULL;
}

struct outcome *probe_keeps_away(const struct flow_query *query, const struct cfg_function *f, bool reached_inside,
				 GHashTable *wanted)
{
	const struct program *p = query->program;
	const struct cfg_stmt *site = place_of(query, f);
	stmt_test test = reached_inside ? probe_is_probe : is_call_of;
	want_probed(query, wanted);
	if (!site || !program_has(p, query->rule, test, site) || probe_is_come_to(query, f, site, NULL, wanted) ||
	    !may_be_come_to(query, f, site))
		return NULL;
	for (guint i = 0; i < p->functions->len; i++) {
		const struct cfg_function *keeper = p->functions->pdata[i];
		const struct cfg_stmt *call = keeper_in(query, keeper, f, site, test);
		if (call)
			return probe_say_handled(
				keeper, &call->range,
				g_strdup_printf("never reached: %s() in %s() fails just so, and that keeps it away",
						call->callee->name, keeper->name));
	}
	return NULL;
}
