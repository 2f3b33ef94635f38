/* Immediate post-dominators of a function's blocks: where the ways out of a block meet again whichever is taken. The
 * algorithm is Cooper, Harvey and Kennedy's ("A simple, fast dominance algorithm"), on the graph turned round. Ways of
 * exceptions are left out: any call might throw, and then nothing would ever meet. */
#include "flow/postdominators.h"

struct walk {
	const struct cfg_function *f;
	int n;             /* blocks; the number of the end that all have in common */
	GArray **before;   /* per block and for the end, of int */
	int *order, *next; /* a block's number in post order of the turned graph, -1: no end is reached; … */
	GArray *sequence;  /* … and the blocks in that order */
};

static void successors(const struct cfg_function *f, int block, GArray *out)
{
	const struct cfg_term *t = &cfg_block(f, block)->term;
	g_array_set_size(out, 0);
	if (t->kind == CFG_GOTO || t->kind == CFG_BRANCH)
		g_array_append_val(out, t->then);
	if (t->kind == CFG_BRANCH || t->kind == CFG_SWITCH || (t->kind == CFG_THROW && t->else_ >= 0))
		g_array_append_val(out, t->else_);
	for (unsigned i = 0; t->kind == CFG_SWITCH && i < t->n_cases; i++)
		g_array_append_val(out, t->cases[i].block);
}

static void turn_round(struct walk *w)
{
	g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(int));
	for (int b = 0; b <= w->n; b++)
		w->before[b] = g_array_new(FALSE, FALSE, sizeof(int));
	for (int b = 0; b < w->n; b++) {
		successors(w->f, b, out);
		if (out->len == 0)
			g_array_append_val(w->before[w->n], b);
		for (guint i = 0; i < out->len; i++)
			g_array_append_val(w->before[g_array_index(out, int, i)], b);
	}
}

/* Depth first from the end, without recursion. */
static void number(struct walk *w)
{
	g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(int));
	g_autofree guint8 *seen = g_malloc0((gsize)w->n + 1);
	for (int b = 0; b <= w->n; b++)
		w->order[b] = -1;
	seen[w->n] = 1;
	g_array_append_val(stack, w->n);
	while (stack->len) {
		int b = g_array_index(stack, int, stack->len - 1);
		if ((guint)w->next[b] < w->before[b]->len) {
			int to = g_array_index(w->before[b], int, w->next[b]++);
			if (!seen[to]) {
				seen[to] = 1;
				g_array_append_val(stack, to);
			}
			continue;
		}
		g_array_set_size(stack, stack->len - 1);
		w->order[b] = (int)w->sequence->len;
		g_array_append_val(w->sequence, b);
	}
}

static int meet(const struct walk *w, const int *above, int a, int b)
{
	while (a != b) {
		while (w->order[a] < w->order[b])
			a = above[a];
		while (w->order[b] < w->order[a])
			b = above[b];
	}
	return a;
}

static int meet_all(const struct walk *w, const int *above, int block, GArray *out)
{
	int found = -1;
	successors(w->f, block, out);
	if (out->len == 0)
		return w->n;
	for (guint i = 0; i < out->len; i++) {
		int to = g_array_index(out, int, i);
		if (w->order[to] >= 0 && above[to] >= 0)
			found = found < 0 ? to : meet(w, above, found, to);
	}
	return found;
}

static void settle(const struct walk *w, int *above)
{
	g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(int));
	above[w->n] = w->n;
	for (bool changed = true; changed;) {
		changed = false;
		for (guint i = w->sequence->len - 1; i-- > 0;) {
			int b = g_array_index(w->sequence, int, i), found = meet_all(w, above, b, out);
			changed |= found != above[b];
			above[b] = found;
		}
	}
}

int *postdominators_of(const struct cfg_function *f)
{
	struct walk w = {.f = f, .n = (int)f->blocks->len};
	gsize n = (gsize)w.n + 1;
	int *above = g_new(int, n);
	w.before = g_new0(GArray *, n);
	w.order = g_new(int, n);
	w.next = g_new0(int, n);
	w.sequence = g_array_new(FALSE, FALSE, sizeof(int));
	for (gsize b = 0; b < n; b++)
		above[b] = -1;
	turn_round(&w);
	number(&w);
	settle(&w, above);
	for (int b = 0; b < w.n; b++)
		above[b] = above[b] == w.n ? -1 : above[b];
	for (gsize b = 0; b < n; b++)
		g_array_unref(w.before[b]);
	g_array_unref(w.sequence);
	g_free(w.before);
	g_free(w.order);
	g_free(w.next);
	return above;
}
