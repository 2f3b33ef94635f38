/* Threads that draw numbers from one counter until there are no more. */
#include "util/parallel.h"

#include <glib.h>

struct loop {
	gint next; /* atomic */
	gint n;
	void (*work)(unsigned index, unsigned thread, void *data);
	void *data;
};

struct runner {
	struct loop *loop;
	unsigned number;
	GThread *thread; /* NULL: the caller's own */
};

unsigned parallel_threads(unsigned wanted)
{
	return CLAMP(wanted ? wanted : g_get_num_processors(), 1, PARALLEL_MAX);
}

static gpointer run(gpointer data)
{
	const struct runner *r = data;

	for (gint i; (i = g_atomic_int_add(&r->loop->next, 1)) < r->loop->n;)
		r->loop->work((unsigned)i, r->number, r->loop->data);
	return NULL;
}

void parallel_run(unsigned n, unsigned threads, void (*work)(unsigned index, unsigned thread, void *data), void *data)
{
	struct loop loop = {.n = (gint)MIN(n, (unsigned)G_MAXINT - PARALLEL_MAX), .work = work, .data = data};
	struct runner runners[PARALLEL_MAX];
	unsigned started = 0, wanted = MIN(CLAMP(threads, 1, PARALLEL_MAX), n);

	for (unsigned i = 1; i < wanted; i++) {
		runners[i] = (struct runner){.loop = &loop, .number = i};
		runners[i].thread = g_thread_try_new("sysfall", run, &runners[i], NULL);
		if (!runners[i].thread)
			break;
		started = i;
	}
	runners[0] = (struct runner){.loop = &loop};
	(void)run(&runners[0]);
	for (unsigned i = 1; i <= started; i++)
		(void)g_thread_join(runners[i].thread);
}
