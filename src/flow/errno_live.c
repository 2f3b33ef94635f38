/* Where errno may still be read: backward liveness of one variable, through the functions that are called. What a
 * function does to errno matters only where somebody looks at it afterwards, before the next call of the rule or of a
 * fallback, which sets it anew when it fails.
 *
 * What is called through a pointer may read it. A function that nobody sees reads it to no effect, or the text of its
 * file would have told (EFFECT_READS). At the end of the root it is dead: where its callers have a say, they are roots
 * themselves. */
#include "flow/explorer.h"

#include "flow/calls.h"
#include "flow/program_internal.h"

static bool is_errno(const struct cfg_function *f, const struct cfg_expr *e)
{
	return e->kind == CFG_VAR && cfg_var(f, e->var)->key == g_intern_static_string("errno");
}

static bool reads(const struct cfg_function *f, const struct cfg_expr *e)
{
	return e && (is_errno(f, e) || reads(f, e->a) || reads(f, e->b));
}

static bool stmt_reads(const struct cfg_function *f, const struct cfg_stmt *s)
{
	bool found = reads(f, s->rhs) || reads(f, s->callee) || (s->lhs && !is_errno(f, s->lhs) && reads(f, s->lhs));
	for (unsigned i = 0; i < s->n_args && !found; i++)
		found = reads(f, s->args[i]);
	return found;
}

static const guint8 *live_blocks(struct explorer *x, const struct cfg_function *f);

static bool callee_reads(struct explorer *x, const struct cfg_function *f, const struct cfg_stmt *s)
{
	if (s->callee->kind != CFG_FUNC)
		return true;
	const struct cfg_function *callee = program_find(x->program, s->callee->name, f->path);
	if (!callee || callee->blocks->len == 0 || !(program_info(x->program, callee)->interest & INTEREST_ERRNO))
		return false;
	const guint8 *live = live_blocks(x, callee);
	return live[0] || !live[callee->blocks->len];
}

/* Whether it is live before the statement, if it is (or is not) behind it. */
static bool live_before(struct explorer *x, const struct cfg_function *f, const struct cfg_stmt *s, bool live)
{
	bool call = s->kind == CFG_CALL;
	bool sets = call && s->callee->kind == CFG_FUNC && call_is_of_rule(x->rule, s->callee->name);
	if (sets || (s->lhs && is_errno(f, s->lhs)))
		live = false;
	return live || stmt_reads(f, s) || (call && !sets && callee_reads(x, f, s));
}

static bool live_from(struct explorer *x, const struct cfg_function *f, int block, guint stmt, bool live)
{
	const struct cfg_block *b = cfg_block(f, block);
	live |= reads(f, b->term.cond);
	for (guint i = b->stmts->len; i-- > stmt;)
		live = live_before(x, f, b->stmts->pdata[i], live);
	return live;
}

struct join {
	const guint8 *live;
	bool any;
};

static void join_successor(int successor, void *data)
{
	struct join *j = data;
	j->any |= j->live[successor];
}

static bool live_behind(const struct cfg_function *f, int block, const guint8 *live)
{
	struct join j = {live, false};
	cfg_successors(f, block, join_successor, &j);
	return j.any;
}

/* By block: live where it begins; behind the last: whether that is finished. A function that is called again while it
 * is in work may read errno. */
static const guint8 *live_blocks(struct explorer *x, const struct cfg_function *f)
{
	guint8 *live = g_hash_table_lookup(x->errno_live, f);
	if (live)
		return live;
	live = g_malloc0(f->blocks->len + 1);
	g_hash_table_insert(x->errno_live, (gpointer)f, live);
	for (bool changed = true; changed;) {
		changed = false;
		for (guint b = f->blocks->len; b-- > 0;) {
			if (live[b] || !live_from(x, f, (int)b, 0, live_behind(f, (int)b, live)))
				continue;
			live[b] = true;
			changed = true;
		}
	}
	live[f->blocks->len] = true;
	return live;
}

bool errno_is_live(struct explorer *x, const struct state *s)
{
	for (guint i = s->frames->len; i-- > 0;) {
		const struct frame *f = &g_array_index(s->frames, struct frame, i);
		bool top = i + 1 == s->frames->len; /* its statement is the one in work, else the next one */
		const guint8 *live = live_blocks(x, f->function);
		if (live_from(x, f->function, f->block, (guint)f->stmt + top, live_behind(f->function, f->block, live)))
			return true;
	}
	return false;
}
