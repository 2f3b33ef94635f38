/* Whether the tree has an event loop of its own, and whether a function that a callback was handed to is the tree's.
 * The text of all files is read, since neither need be in a file that anything else asks for. What is found goes where
 * flow finds what is known of variables, under the function's name with a '~' before it. */
#include "scan/tree.h"

#include <string.h>

#include "flow/event_loops.h"
#include "util/parallel.h"

enum { KNOWN_DEFINED = 1, KNOWN_WAITS = 2 };

struct reading {
	const struct tree *tree;
	GPtrArray *names; /* of interned const char *: functions that are asked for */
	struct source_needles *needles;
	GByteArray **buffers; /* by thread */
	gint waits;           /* atomic */
	gint *defined;        /* atomic, by name */
};

static bool is_call_at(const struct source_text *text, const struct lex_match *m)
{
	size_t at = m->offset + m->length;
	while (at < text->length && g_ascii_isspace(text->bytes[at]))
		at++;
	return at < text->length && text->bytes[at] == '(';
}

static void note_calls(struct reading *r, const struct source_text *text)
{
	for (guint i = 0; i < text->matches->len && !g_atomic_int_get(&r->waits); i++) {
		const struct lex_match *m = &g_array_index(text->matches, struct lex_match, i);
		const struct lex_function *in = source_text_function_at(text, m->offset);
		bool code = m->class == LEX_CODE && in && m->offset > in->body;
		if (code && event_loop_waits(m->name) && is_call_at(text, m))
			g_atomic_int_set(&r->waits, 1);
	}
}

static void note_definitions(struct reading *r, const struct source_text *text)
{
	for (guint i = 0; i < text->functions->len; i++) {
		const char *name = g_array_index(text->functions, struct lex_function, i).name;
		guint index;
		if (g_ptr_array_find(r->names, name, &index))
			g_atomic_int_set(&r->defined[index], 1);
	}
	for (guint i = 0; i < text->defines->len; i++) {
		guint index;
		if (g_ptr_array_find(r->names, g_array_index(text->defines, struct lex_define, i).name, &index))
			g_atomic_int_set(&r->defined[index], 1);
	}
}

/* On any thread. */
static void read_file(unsigned index, unsigned thread, void *data)
{
	struct reading *r = data;
	const struct source_entry *e = r->tree->walk.entries->pdata[index];
	struct source_view view;
	if (!source_overlay_view(r->tree->options->overlay, e->absolute, r->buffers[thread], &view, NULL))
		return;
	if (source_needles_hit(r->needles, view.bytes, view.length)) {
		auto_ptr(source_text) text = source_text_lex(e->path, view.bytes, view.length, r->needles);
		note_calls(r, text);
		note_definitions(r, text);
	}
	source_view_clear(&view);
}

static void read_all(struct reading *r)
{
	unsigned n = r->tree->walk.entries->len, threads = parallel_threads(r->tree->options->jobs);
	r->buffers = g_new0(GByteArray *, threads);
	for (unsigned i = 0; i < threads; i++)
		r->buffers[i] = g_byte_array_new();
	parallel_run(n, threads, read_file, r);
	for (unsigned i = 0; i < threads; i++)
		g_byte_array_unref(r->buffers[i]);
	g_free(r->buffers);
}

static GPtrArray *new_names(struct tree *t, const GPtrArray *wanted)
{
	GPtrArray *names = g_ptr_array_new();
	for (guint i = 0; i < wanted->len; i++) {
		const struct wish *w = wanted->pdata[i];
		if (w->kind == WISH_WAITS && g_hash_table_add(t->asked, (gpointer)w))
			g_ptr_array_add(names, (gpointer)w->key);
	}
	return names;
}

static void keep(struct tree *t, const struct reading *r)
{
	for (guint i = 0; i < r->names->len; i++) {
		struct global_values *values = g_new0(struct global_values, 1);
		g_autofree char *key = g_strconcat("~", r->names->pdata[i], NULL);
		values->bits = (r->waits ? KNOWN_WAITS : 0) | (r->defined[i] ? KNOWN_DEFINED : 0);
		g_hash_table_insert(t->learnt, (gpointer)g_intern_string(key), values);
		g_hash_table_add(t->answered, (gpointer)wish_of(WISH_WAITS, r->names->pdata[i], NULL, 0));
	}
}

unsigned tree_learn_waits(struct tree *t, const GPtrArray *wanted)
{
	g_autoptr(GPtrArray) names = new_names(t, wanted), words = event_loop_waiting_names();
	if (names->len == 0)
		return 0;
	for (guint i = 0; i < names->len; i++)
		g_ptr_array_add(words, names->pdata[i]);
	auto_ptr(source_needles) needles = source_needles_new(words);
	g_autofree gint *defined = g_new0(gint, names->len);
	struct reading r = {.tree = t, .names = names, .needles = needles, .defined = defined};
	read_all(&r);
	keep(t, &r);
	return names->len;
}
