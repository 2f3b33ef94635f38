/* Tidying a graph after it was built: gotos are threaded through empty blocks, what no path reaches goes, the rest is
 * numbered in its old order. An empty loop (`for (;;);`) stays a block that goes to itself. */
#include "cfg/cfg.h"

#include "cfg/edges.h"

static bool is_empty_goto(const struct cfg_block *block)
{
	return block->stmts->len == 0 && block->term.kind == CFG_GOTO;
}

/* Where a jump to `index` really arrives. In a circle of empty blocks that is the circle's lowest number. */
static int thread_target(const struct cfg_function *f, int index)
{
	int lowest = index, steps = 0, limit = (int)f->blocks->len;
	while (is_empty_goto(cfg_block(f, index))) {
		if (steps++ == limit)
			lowest = index; /* surely in the circle now: go round once more for its lowest */
		if (steps > 2 * limit + 1)
			return lowest;
		index = cfg_block(f, index)->term.then;
		lowest = MIN(lowest, index);
	}
	return index;
}

static void thread_edge(int *target, void *data)
{
	*target = thread_target(data, *target);
}

struct reach {
	const struct cfg_function *f;
	GArray *work;  /* of int */
	GArray *place; /* of int, by block: -1 not reached, then its new number */
};

static void reach_edge(int *target, void *data)
{
	struct reach *reach = data;
	int *place = &g_array_index(reach->place, int, *target);
	if (*place >= 0)
		return;
	*place = 0;
	g_array_append_val(reach->work, *target);
}

static void renumber_edge(int *target, void *data)
{
	const GArray *place = data;
	*target = g_array_index(place, int, *target);
}

static void find_reached(struct reach *reach)
{
	int entry = 0;
	reach_edge(&entry, reach);
	while (reach->work->len > 0) {
		int index = g_array_index(reach->work, int, reach->work->len - 1);
		g_array_set_size(reach->work, reach->work->len - 1);
		cfg_block_each_edge(cfg_block(reach->f, index), reach_edge, reach);
	}
}

void cfg_function_tidy(struct cfg_function *f)
{
	if (f->blocks->len == 0)
		return;
	for (unsigned i = 0; i < f->blocks->len; i++)
		cfg_block_each_edge(cfg_block(f, (int)i), thread_edge, f);

	g_autoptr(GArray) work = g_array_new(FALSE, FALSE, sizeof(int));
	g_autoptr(GArray) place = g_array_new(FALSE, FALSE, sizeof(int));
	for (unsigned i = 0; i < f->blocks->len; i++) {
		int not_reached = -1;
		g_array_append_val(place, not_reached);
	}
	find_reached(&(struct reach){f, work, place});

	int next = 0;
	for (unsigned i = 0; i < place->len; i++) {
		int *number = &g_array_index(place, int, i);
		if (*number >= 0)
			*number = next++;
	}
	for (unsigned i = place->len; i-- > 0;) {
		if (g_array_index(place, int, i) < 0)
			g_ptr_array_remove_index(f->blocks, i);
	}
	for (unsigned i = 0; i < f->blocks->len; i++)
		cfg_block_each_edge(cfg_block(f, (int)i), renumber_edge, place);
}
