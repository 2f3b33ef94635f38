/* Where errno may still be read: backward liveness of one variable, through the functions that are called, found once
 * for each function and looked up at each call. What a function does to errno matters only where somebody looks at it
 * afterwards, before the next call of the rule or of a fallback, which sets it anew when it fails.
 *
 * What is called through a pointer may read it. A function that nobody sees reads it to no effect, or the text of its
 * file would have told (EFFECT_READS). At the end of the root it is dead: where its callers have a say, they are roots
 * themselves. */
#include "flow/explorer.h"

#include "flow/calls.h"
#include "flow/program_internal.h"

/* Of one function. */
struct errno_live {
	const char *key;  /* interned: errno's */
	guint8 **behind;  /* by block, by statement: live behind it */
	guint8 *at_start; /* by block: live where it begins */
	guint n_blocks;
	bool finished;
};

void errno_live_free(gpointer data)
{
	struct errno_live *l = data;
	for (guint b = 0; b < l->n_blocks; b++)
		g_free(l->behind[b]);
	g_free(l->behind);
	g_free(l->at_start);
	g_free(l);
}

static bool is_errno(const struct errno_live *l, const struct cfg_function *f, const struct cfg_expr *e)
{
	return e->kind == CFG_VAR && cfg_var(f, e->var)->key == l->key;
}

static bool reads(const struct errno_live *l, const struct cfg_function *f, const struct cfg_expr *e)
{
	return e && (is_errno(l, f, e) || reads(l, f, e->a) || reads(l, f, e->b));
}

static bool stmt_reads(const struct errno_live *l, const struct cfg_function *f, const struct cfg_stmt *s)
{
	bool found = reads(l, f, s->rhs) || reads(l, f, s->callee) ||
		     (s->lhs && !is_errno(l, f, s->lhs) && reads(l, f, s->lhs));
	for (unsigned i = 0; i < s->n_args && !found; i++)
		found = reads(l, f, s->args[i]);
	return found;
}

static const struct errno_live *live_of(struct explorer *x, const struct cfg_function *f);

static bool callee_reads(struct explorer *x, const struct cfg_function *f, const struct cfg_stmt *s)
{
	if (s->callee->kind != CFG_FUNC)
		return true;
	const struct cfg_function *callee = program_find(x->program, s->callee->name, f->path);
	if (!callee || callee->blocks->len == 0 || !(program_info(x->program, callee)->interest & INTEREST_ERRNO))
		return false;
	const struct errno_live *live = live_of(x, callee);
	return live->at_start[0] || !live->finished;
}

/* Whether it is live before the statement, if it is (or is not) behind it. */
static bool live_before(struct explorer *x, const struct errno_live *l, const struct cfg_function *f,
			const struct cfg_stmt *s, bool live)
{
	bool call = s->kind == CFG_CALL;
	bool sets = call && s->callee->kind == CFG_FUNC && call_is_of_rule(x->rule, s->callee->name);
	if (sets || (s->lhs && is_errno(l, f, s->lhs)))
		live = false;
	return live || stmt_reads(l, f, s) || (call && !sets && callee_reads(x, f, s));
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

/* Whether it is live where the block begins; notes it behind each statement. */
static bool live_through(struct explorer *x, struct errno_live *l, const struct cfg_function *f, int block)
{
	const struct cfg_block *b = cfg_block(f, block);
	struct join j = {l->at_start, false};
	cfg_successors(f, block, join_successor, &j);
	bool live = j.any || reads(l, f, b->term.cond);
	for (guint i = b->stmts->len; i-- > 0;) {
		l->behind[block][i] = live;
		live = live_before(x, l, f, b->stmts->pdata[i], live);
	}
	return live;
}

/* A function that is called again while it is in work may read errno. */
static const struct errno_live *live_of(struct explorer *x, const struct cfg_function *f)
{
	struct errno_live *l = g_hash_table_lookup(x->errno_live, f);
	if (l)
		return l;
	l = g_new0(struct errno_live, 1);
	l->key = g_intern_static_string("errno");
	l->n_blocks = f->blocks->len;
	l->at_start = g_malloc0(f->blocks->len + 1);
	l->behind = g_new0(guint8 *, f->blocks->len + 1);
	for (guint b = 0; b < f->blocks->len; b++)
		l->behind[b] = g_malloc0(cfg_block(f, (int)b)->stmts->len);
	g_hash_table_insert(x->errno_live, (gpointer)f, l);
	for (bool changed = true; changed;) {
		changed = false;
		for (guint b = f->blocks->len; b-- > 0;) {
			bool live = live_through(x, l, f, (int)b);
			changed |= live && !l->at_start[b];
			l->at_start[b] |= live;
		}
	}
	l->finished = true;
	return l;
}

bool errno_is_live(struct explorer *x, const struct state *s)
{
	for (guint i = s->frames->len; i-- > 0;) {
		const struct frame *f = &g_array_index(s->frames, struct frame, i);
		bool top = i + 1 == s->frames->len; /* its statement is the one in work, else the next one */
		const struct errno_live *l = live_of(x, f->function);
		int last = f->stmt - !top; /* of those that are over */
		g_assert(last < (int)cfg_block(f->function, f->block)->stmts->len);
		if (last < 0 ? l->at_start[f->block] : l->behind[f->block][last])
			return true;
	}
	return false;
}
