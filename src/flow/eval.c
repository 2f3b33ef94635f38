/* Expressions to values. Variables with static storage start at their initialiser when all that writes to them is known
 * (SEMANTICS, "Feasible"); writes outside the explored functions widen the start to the hull of what they write. */
#include "flow/explorer.h"

#include <string.h>

int errno_address(struct explorer *x)
{
	return value_global(x->values, g_intern_static_string("errno"));
}

static bool is_errno_key(const char *key)
{
	return strcmp(key, "errno") == 0;
}

static bool written_outside(const struct explorer *x, const char *key)
{
	const GArray *writes = program_writes(x->program, key);
	for (guint i = 0; writes && i < writes->len; i++)
		if (shared_written_by_others(x, &g_array_index(writes, struct global_write, i)))
			return true;
	return false;
}

/* The values a global may have before anything on the path wrote to it; *out_points where it starts as the address of a
 * function or of another global. */
static bool global_start(const struct explorer *x, const char *key, struct range *out,
			 const struct cfg_global **out_points)
{
	const struct cfg_global *g = is_errno_key(key) ? NULL : program_global(x->program, key);
	*out_points = NULL;
	if (x->strict && program_addressed(x->program, key) && !(g && g->constant))
		return false;
	if (g && !g->internal && !g->constant && !x->free_statics && known_start(x, key, out))
		return true;
	if (!g || g->init == CFG_INIT_UNKNOWN || g->init == CFG_INIT_EXTERN)
		return false;
	if (g->init == CFG_INIT_FUNC || g->init == CFG_INIT_ADDRESS) {
		*out_points = g;
		return g->constant ||
		       (g->internal && !g->writes_unseen && !x->free_statics && !written_outside(x, key));
	}
	*out = range_of(g->value, g->value);
	if (g->constant)
		return true;
	bool closed = g->internal || known_closed(x->program, key);
	if (!closed || g->writes_unseen || x->free_statics)
		return false;
	const GArray *writes = program_writes(x->program, key);
	for (guint i = 0; writes && i < writes->len; i++) {
		const struct global_write *w = &g_array_index(writes, struct global_write, i);
		bool own = !shared_written_by_others(x, w) && (g->internal || known_writes_alone(x, w->function));
		if (own && !x->watched) /* else what an earlier invocation has left is not explored */
			continue;
		struct range written = range_of(w->value, w->value);
		if (!probe_written(x, w, own, &written) && !w->is_const)
			return false;
		probe_unite(out, &written);
	}
	return true;
}

/* The whole that a member belongs to, or one of which the part is not known, is written elsewhere. */
static bool whole_written_outside(const struct explorer *x, int address)
{
	const struct value *v = value_get(x->values, address);
	if (v->kind == VALUE_FIELD || v->kind == VALUE_OP)
		return whole_written_outside(x, v->a);
	return !program_is_constant(x->program, v->name) && written_outside(x, v->name);
}

/* What lay there when the invocation began. */
static int initial_value(struct explorer *x, struct state *s, int address)
{
	int init = value_init(x->values, address);
	const char *member = explorer_member_key(x, address);
	const struct value *v = value_get(x->values, address);
	const char *key = member ? member : v->kind == VALUE_GLOBAL ? v->name : NULL;
	struct range range;
	const struct cfg_global *start;
	if (!key || !global_start(x, key, &range, &start) || (member && whole_written_outside(x, address)))
		return init;
	gint64 n;
	if (start)
		return start->init == CFG_INIT_FUNC ? value_func(x->values, start->target)
						    : value_global(x->values, start->target);
	if (range_single(&range, &n))
		return value_const(x->values, n);
	state_restrict(s, x->values, init, &range);
	return init;
}

int eval_read(struct explorer *x, struct state *s, int address)
{
	int value;
	if (state_written(s, address, &value))
		return value;
	/* a member of a whole that was written at once: what that value's member is, or was at the start */
	struct value place = *value_get(x->values, address);
	if (place.kind == VALUE_FIELD && state_written(s, place.a, &value)) {
		struct value whole = *value_get(x->values, value);
		address = value_field(x->values, whole.kind == VALUE_INIT ? whole.a : value, place.name);
	}
	return initial_value(x, s, address);
}

static bool is_array(const struct state *s, const struct cfg_expr *e)
{
	return e->kind == CFG_VAR && cfg_var(state_top(s)->function, e->var)->array;
}

/* What an index counts from: a pointer's value, or where a table lies. */
static int index_base(struct explorer *x, struct state *s, const struct cfg_expr *e)
{
	if (e->kind == CFG_VAR || e->kind == CFG_FIELD) {
		int place = eval_address(x, s, e);
		if (explorer_is_table(x, place) || is_array(s, e))
			return place;
	}
	return eval(x, s, e);
}

int eval_address(struct explorer *x, struct state *s, const struct cfg_expr *e)
{
	const struct frame *f = state_top(s);
	switch (e->kind) {
	case CFG_VAR: {
		const struct cfg_var *var = cfg_var(f->function, e->var);
		if (var->kind == CFG_STATIC || var->kind == CFG_GLOBAL)
			return value_global(x->values, var->key ? var->key : var->name);
		return value_local(x->values, f->function->key, s->frames->len - 1, (unsigned)e->var);
	}
	case CFG_DEREF: return eval(x, s, e->a);
	case CFG_FIELD: return value_field(x->values, eval_address(x, s, e->a), e->name);
	case CFG_INDEX: return value_binary(x->values, CFG_ADD, index_base(x, s, e->a), eval(x, s, e->b));
	default: return state_fresh(s, x->values, e); /* a member of something that is no object: its own place */
	}
}

int eval(struct explorer *x, struct state *s, const struct cfg_expr *e)
{
	int a;
	switch (e->kind) {
	case CFG_CONST: return value_const(x->values, e->value);
	case CFG_FUNC: return value_func(x->values, e->name);
	case CFG_STRING: return value_string(x->values, e->name);
	case CFG_UNKNOWN: return state_fresh(s, x->values, e);
	case CFG_VAR:
	case CFG_DEREF:
	case CFG_FIELD:
	case CFG_INDEX: return eval_read(x, s, eval_address(x, s, e));
	case CFG_ADDR: return eval_address(x, s, e->a);
	case CFG_UNARY: return value_unary(x->values, e->op, eval(x, s, e->a));
	case CFG_BINARY:
		a = known_truth(x->program, state_top(s)->function, e);
		if (a >= 0)
			return value_const(x->values, a);
		a = eval(x, s, e->a);
		return value_binary(x->values, e->op, a, eval(x, s, e->b));
	case CFG_CAST: {
		/* A conversion that cannot change the value here is none: keeps (int)fd and fd the same thing. */
		a = eval(x, s, e->a);
		if (e->bits <= 1 || e->bits >= 64)
			return value_cast(x->values, a, e->bits, e->is_signed);
		struct range r = state_range(s, x->values, a);
		gint64 half = G_GINT64_CONSTANT(1) << (e->bits - 1);
		gint64 low = e->is_signed ? -half : 0, high = e->is_signed ? half - 1 : half - 1 + half;
		if (r.low >= low && r.high <= high)
			return a;
		return value_cast(x->values, a, e->bits, e->is_signed);
	}
	}
	g_assert_not_reached();
}

int eval_place(struct explorer *x, struct state *s, const struct cfg_expr *e)
{
	return e && cfg_expr_is_lvalue(e) ? eval_address(x, s, e) : -1;
}

void eval_write(struct explorer *x, struct state *s, int address, int value, int from)
{
	state_copy_parts(s, x->values, from, address);
	state_write(s, address, value);
}

/* Prefers errno, then named variables, to what the lowering made up. */
static int subject_rank(const struct cfg_function *f, const struct cfg_expr *e)
{
	if (e->kind == CFG_FIELD)
		return 2;
	if (e->kind != CFG_VAR)
		return 0;
	const struct cfg_var *var = cfg_var(f, e->var);
	if (var->kind == CFG_TEMP)
		return 0;
	return strcmp(var->name, "errno") == 0 ? 3 : 2;
}

void eval_subject(struct explorer *x, struct state *s, const struct cfg_expr *e, struct event *out)
{
	if (!e)
		return;
	const struct cfg_function *f = state_top(s)->function;
	int rank = subject_rank(f, e);
	gint64 n;
	if (rank > 0 && (!out->known || rank > 2) && state_constant(s, x->values, eval(x, s, e), &n)) {
		out->subject = e->kind == CFG_FIELD ? e->name : cfg_var(f, e->var)->name;
		out->subject_value = n;
		out->known = true;
	}
	if (e->kind == CFG_FIELD || e->kind == CFG_VAR)
		return;
	eval_subject(x, s, e->a, out);
	eval_subject(x, s, e->b, out);
}
