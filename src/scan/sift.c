/* Reading the files that hold a name: all are looked at, on as many threads as there are, and those that hold one are
 * visited in their order. */
#include "scan/tree.h"

#include <string.h>

#include "util/parallel.h"

/* Which files are worth a visit. */
struct sieve {
	const struct tree *tree;
	const struct source_needles *needles;
	bool pastes;          /* files with a ## are, too */
	GByteArray **buffers; /* by thread */
	guint8 *holds;        /* by entry */
	gint unreadable;      /* atomic */
};

/* It holds a "##", however that is written. */
static bool may_paste(const struct source_view *view)
{
	static const char *const texts[] = {"##", "%:%:", "#\\"};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		if (memmem(view->bytes, view->length, texts[i], strlen(texts[i])))
			return true;
	return false;
}

/* On any thread. */
static void sift(unsigned index, unsigned thread, void *data)
{
	struct sieve *s = data;
	const struct source_entry *e = s->tree->walk.entries->pdata[index];
	struct source_view view;

	if (!source_overlay_view(s->tree->options->overlay, e->absolute, s->buffers[thread], &view, NULL)) {
		g_atomic_int_set(&s->unreadable, 1);
		return;
	}
	s->holds[index] = view.length &&
			  (source_needles_hit(s->needles, view.bytes, view.length) || (s->pastes && may_paste(&view)));
	source_view_clear(&view);
}

bool tree_each_file(const struct tree *t, const GPtrArray *names, bool pastes, tree_visit visit, void *data)
{
	auto_ptr(source_needles) needles = source_needles_new(names);
	unsigned n = t->walk.entries->len, threads = parallel_threads(t->options->jobs);
	g_autofree guint8 *holds = g_new0(guint8, n);
	g_autofree GByteArray **buffers = g_new0(GByteArray *, threads);
	struct sieve sieve = {t, needles, pastes, buffers, holds, 0};

	for (unsigned i = 0; i < threads; i++)
		buffers[i] = g_byte_array_new();
	parallel_run(n, threads, sift, &sieve);
	for (unsigned i = 0; i < threads; i++)
		g_byte_array_unref(buffers[i]);
	for (guint i = 0; i < n; i++) {
		const struct source_entry *e = t->walk.entries->pdata[i];
		GMappedFile *file = holds[i] ? source_overlay_map(t->options->overlay, e->absolute, NULL) : NULL;

		if (!file) {
			sieve.unreadable |= holds[i];
			continue;
		}
		if (g_mapped_file_get_length(file))
			visit(e, g_mapped_file_get_contents(file), g_mapped_file_get_length(file), data);
		g_mapped_file_unref(file);
	}
	return !sieve.unreadable;
}
