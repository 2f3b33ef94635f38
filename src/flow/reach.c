/* From which blocks the site can be reached, and which lie behind it: paths that cannot come to the site are not
 * followed, and writes that are neither before nor behind it count as made by other code. */
#include "flow/calls.h"
#include "flow/program_internal.h"

/* Callees first, so that what is known of them is there for those that call them: in the order in which functions are
 * met by chance, a long chain of calls would take as many passes as it has links. */
static void collect_tree(struct explorer *x, const struct function_info *info, GPtrArray *order)
{
	if (!info || !g_hash_table_add(x->tree, (gpointer)info->function))
		return;
	for (guint i = 0; i < info->callees->len; i++)
		collect_tree(x, info->callees->pdata[i], order);
	g_ptr_array_add(order, (gpointer)info->function);
}

bool explorer_call_reaches(const struct explorer *x, const struct cfg_function *f, const struct cfg_stmt *s)
{
	if (s->kind != CFG_CALL || s == x->site_stmt)
		return s == x->site_stmt;
	if (s->callee->kind != CFG_FUNC)
		return false;
	const struct cfg_function *callee = program_find(x->program, s->callee->name, f->path);
	const guint8 *inner = callee ? g_hash_table_lookup(x->reach, callee) : NULL;
	return inner && inner[0] == REACH_BEFORE;
}

struct reach_walk {
	guint8 *bits;
	bool any;
};

static void reach_successor(int successor, void *data)
{
	struct reach_walk *w = data;
	w->any |= w->bits[successor] != 0;
}

static bool stmt_reaches(const struct explorer *x, const struct cfg_function *f, const struct cfg_stmt *s)
{
	if (s->kind != CFG_CALL)
		return s == x->site_stmt;
	/* a pointer may lead there */
	return (s != x->site_stmt && s->callee->kind != CFG_FUNC) || explorer_call_reaches(x, f, s);
}

static bool reach_pass(struct explorer *x, const struct cfg_function *f, guint8 *bits)
{
	bool changed = false;
	for (guint b = f->blocks->len; b-- > 0;) {
		const struct cfg_block *block = cfg_block(f, (int)b);
		struct reach_walk w = {bits, false};
		if (bits[b])
			continue;
		for (guint i = 0; i < block->stmts->len && !w.any; i++)
			w.any = stmt_reaches(x, f, block->stmts->pdata[i]);
		if (!w.any)
			cfg_successors(f, (int)b, reach_successor, &w);
		if (w.any) {
			bits[b] = REACH_BEFORE;
			changed = true;
		}
	}
	return changed;
}

static void mark_after(int successor, void *data)
{
	guint8 *bits = data;
	if (!bits[successor])
		bits[successor] = REACH_AFTER;
}

/* The blocks behind the site, and one entry more: whether the function has anything to do with the site at all. */
static void compute_after(const struct cfg_function *f, guint8 *bits)
{
	guint n = f->blocks->len;
	guint marked = 0, before = n + 1;
	for (guint b = 0; b < n; b++)
		bits[n] |= bits[b];
	while (marked != before) {
		before = marked;
		for (guint b = 0; b < n; b++)
			if (bits[b])
				cfg_successors(f, (int)b, mark_after, bits);
		marked = 0;
		for (guint b = 0; b < n; b++)
			marked += bits[b] != 0;
	}
}

/* It or what it calls has changed. */
static bool is_due(const struct explorer *x, const struct cfg_function *f, GHashTable *changed)
{
	const GPtrArray *callees = program_info(x->program, f)->callees;
	if (g_hash_table_contains(changed, f))
		return true;
	for (guint i = 0; i < callees->len; i++)
		if (g_hash_table_contains(changed, ((struct function_info *)callees->pdata[i])->function))
			return true;
	return false;
}

/* Until nothing changes any more; a function is looked at again only where that can have come of something. */
static void mark_before(struct explorer *x, const GPtrArray *order)
{
	g_autoptr(GHashTable) last = NULL;
	for (bool first = true; first || g_hash_table_size(last); first = false) {
		GHashTable *changed = g_hash_table_new(NULL, NULL);
		for (guint i = 0; i < order->len; i++) {
			const struct cfg_function *f = order->pdata[i];
			if (!first && !is_due(x, f, last) && !is_due(x, f, changed))
				continue;
			if (reach_pass(x, f, g_hash_table_lookup(x->reach, f)))
				g_hash_table_add(changed, (gpointer)f);
		}
		g_clear_pointer(&last, g_hash_table_unref);
		last = changed;
	}
}

void explorer_compute_reach(struct explorer *x)
{
	g_autoptr(GPtrArray) order = g_ptr_array_new();
	collect_tree(x, program_info(x->program, x->root), order);
	for (guint i = 0; i < order->len; i++) {
		const struct cfg_function *f = order->pdata[i];
		g_hash_table_insert(x->reach, (gpointer)f, g_malloc0(f->blocks->len + 1));
	}
	mark_before(x, order);
	for (guint i = 0; i < order->len; i++)
		compute_after(order->pdata[i], g_hash_table_lookup(x->reach, order->pdata[i]));
}

bool explorer_can_reach_site(const struct explorer *x, const struct state *s)
{
	for (guint i = 0; i < s->frames->len; i++) {
		const struct frame *f = &g_array_index(s->frames, struct frame, i);
		const guint8 *bits = g_hash_table_lookup(x->reach, f->function);
		if (!bits || bits[f->block] == REACH_BEFORE)
			return true;
	}
	return false;
}

/* --- restoring calls ---------------------------------------------------------------------------------------------- */

static bool function_restores(const struct explorer *x, const struct cfg_function *from, const char *name)
{
	if (flags_is_restoring(x->rule, name))
		return true;
	const struct cfg_function *callee = program_find(x->program, name, from->path);
	return callee && program_info(x->program, callee)->interest & INTEREST_RESTORE;
}

static bool stmt_restores(const struct explorer *x, const struct cfg_function *f, const struct cfg_stmt *s)
{
	if (s->kind != CFG_CALL)
		return false;
	if (program_dispatched(x->program, s))
		return true; /* who overrides the method may do anything */
	if (s->callee->kind == CFG_FUNC)
		return function_restores(x, f, s->callee->name);
	const GPtrArray *held = program_pointer_targets(x->program, s);
	for (guint i = 0; held && i < held->len; i++)
		if (function_restores(x, f, held->pdata[i]))
			return true;
	return false;
}

static guint8 *compute_restores(const struct explorer *x, const struct cfg_function *f)
{
	guint8 *bits = g_malloc0(f->blocks->len + 1);
	bool changed = true;
	for (guint b = 0; b < f->blocks->len; b++) {
		const GPtrArray *stmts = cfg_block(f, (int)b)->stmts;
		for (guint i = 0; i < stmts->len; i++)
			bits[b] |= stmt_restores(x, f, stmts->pdata[i]);
	}
	while (changed) {
		changed = false;
		for (guint b = f->blocks->len; b-- > 0;) {
			struct reach_walk w = {bits, false};
			if (bits[b])
				continue;
			cfg_successors(f, (int)b, reach_successor, &w);
			bits[b] = w.any;
			changed |= w.any;
		}
	}
	return bits;
}

static bool frame_restores(struct explorer *x, const struct frame *f, bool top)
{
	guint8 *bits = g_hash_table_lookup(x->restores, f->function);
	struct reach_walk w = {bits, false};
	if (!bits) {
		w.bits = bits = compute_restores(x, f->function);
		g_hash_table_insert(x->restores, (gpointer)f->function, bits);
	}
	const GPtrArray *stmts = cfg_block(f->function, f->block)->stmts;
	for (guint i = (guint)f->stmt + top; i < stmts->len && !w.any; i++)
		w.any = stmt_restores(x, f->function, stmts->pdata[i]);
	cfg_successors(f->function, f->block, reach_successor, &w);
	return w.any;
}

bool explorer_restores_ahead(struct explorer *x, const struct state *s)
{
	for (guint i = 0; i < s->frames->len; i++)
		if (frame_restores(x, &g_array_index(s->frames, struct frame, i), i + 1 == s->frames->len))
			return true;
	return false;
}
