/* A priority queue of nodes by where their states are: the outermost frame counts first, and a function that was called
 * is gone through before its caller goes on. */
#include "flow/worklist.h"

#include <string.h>

struct entry {
	struct frame *frames; /* owned copy */
	guint n_frames;
	int node;
	guint64 number; /* of pushes before it */
};

struct worklist {
	const struct program *program;
	GTree *entries; /* of struct entry, as keys */
	guint64 pushed;
};

static void entry_free(gpointer data)
{
	struct entry *e = data;
	g_free(e->frames);
	g_free(e);
}

/* Two frames of equal depth, by function where one call leads into several. */
static int compare_frames(const struct program *program, const struct frame *a, const struct frame *b)
{
	if (a->function != b->function) {
		int order = strcmp(a->function->key, b->function->key);
		return order ? order : strcmp(a->function->path, b->function->path);
	}
	const guint *order = program_info(program, a->function)->order;
	if (order[a->block] != order[b->block])
		return order[a->block] < order[b->block] ? -1 : 1;
	return (a->stmt > b->stmt) - (a->stmt < b->stmt);
}

/* A total order: a tree that is ordered by less loses entries. */
static gint compare_entries(gconstpointer p, gconstpointer q, gpointer data)
{
	const struct entry *a = p, *b = q;
	for (guint i = 0; i < a->n_frames && i < b->n_frames; i++) {
		int order = compare_frames(data, &a->frames[i], &b->frames[i]);
		if (order)
			return order;
	}
	if (a->n_frames != b->n_frames)
		return a->n_frames > b->n_frames ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

struct worklist *worklist_new(const struct program *program)
{
	struct worklist *w = g_new0(struct worklist, 1);
	w->program = program;
	w->entries = g_tree_new_full(compare_entries, (gpointer)program, entry_free, NULL);
	return w;
}

void worklist_free(struct worklist *w)
{
	if (!w)
		return;
	g_tree_unref(w->entries);
	g_free(w);
}

void worklist_push(struct worklist *w, int node, const struct state *state)
{
	struct entry *e = g_new0(struct entry, 1);
	e->frames = g_memdup2(state->frames->data, state->frames->len * sizeof(struct frame));
	e->n_frames = state->frames->len;
	e->node = node;
	e->number = w->pushed++;
	g_tree_insert(w->entries, e, NULL);
}

int worklist_pop(struct worklist *w)
{
	GTreeNode *first = g_tree_node_first(w->entries);
	if (!first)
		return -1;
	struct entry *e = g_tree_node_key(first);
	int node = e->node;
	bool removed = g_tree_remove(w->entries, e);
	g_assert(removed);
	return node;
}
