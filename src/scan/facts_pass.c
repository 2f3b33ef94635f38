/* The pass over all files that finds what is put into which slot: only made where an answer turns on what a pointer may
 * lead to. */
#include <string.h>

#include "scan/facts_internal.h"
#include "util/parallel.h"

struct pass {
	struct facts *facts;
	GByteArray **buffers; /* by thread */
	GArray **puts;        /* by thread, of struct put */
	GArray **records;     /* by thread: see struct slots_text */
	GArray **aliases;     /* by thread */
};

/* What is put where in a function, a macro, or (number FACT_NONE) between functions. */
static void read_piece(struct pass *p, unsigned thread, unsigned index, guint32 number, struct slots_text text,
		       size_t begin, size_t end)
{
	g_autoptr(GArray) calls = g_array_new(FALSE, FALSE, sizeof(struct slot_call));
	g_autoptr(GArray) takes = g_array_new(FALSE, FALSE, sizeof(guint64));
	struct fact *fact = number == FACT_NONE ? NULL : fact_of(p->facts, number);
	text.words = p->facts->words;
	text.number = number;
	text.entry = index;
	text.function = fact ? fact->name : NULL;
	text.is_cxx =
		!g_str_has_suffix(((const struct source_entry *)p->facts->walk->entries->pdata[index])->path, ".c");
	text.puts = p->puts[thread];
	text.records = p->records[thread];
	text.aliases = p->aliases[thread];
	text.takes = takes;
	text.calls = calls;
	slots_read(&text, begin, end);
	if (!fact)
		return;
	fact->n_parameters = text.n_parameters;
	fact->gives_nothing = text.gives_nothing;
	fact->takes = takes->len ? g_array_ref(takes) : NULL;
	fact->pointers = calls->len ? g_array_ref(calls) : NULL;
}

/* What stands between the functions. */
static void read_between(struct pass *p, unsigned thread, unsigned index, const struct source_view *view)
{
	const GArray *functions = p->facts->files[index].functions;
	struct slots_text text = {.bytes = view->bytes};
	size_t at = 0;
	for (guint i = 0; functions && i < functions->len; i++) {
		const struct lex_function *f = &g_array_index(functions, struct lex_function, i);
		if (f->begin > at)
			read_piece(p, thread, index, FACT_NONE, text, at, MIN(f->begin, view->length));
		at = MAX(at, MIN(f->end, view->length));
	}
	if (at < view->length)
		read_piece(p, thread, index, FACT_NONE, text, at, view->length);
}

static void read_functions(struct pass *p, unsigned thread, unsigned index, const struct source_view *view)
{
	const struct read_file *file = &p->facts->files[index];
	guint32 number = file->first + (file->macros ? file->macros->len : 0);
	struct slots_text text = {.bytes = view->bytes};
	for (guint i = 0; file->functions && i < file->functions->len; i++, number++) {
		const struct lex_function *f = &g_array_index(file->functions, struct lex_function, i);
		if (f->body < view->length)
			read_piece(p, thread, index, number, text, f->begin, MIN(f->end, view->length));
	}
}

static void file_work(unsigned index, unsigned thread, void *data)
{
	struct pass *p = data;
	const struct read_file *file = &p->facts->files[index];
	const struct source_entry *e = p->facts->walk->entries->pdata[index];
	struct source_view view;
	for (guint i = 0; file->macros && i < file->macros->len; i++) {
		const struct read_macro *m = &g_array_index(file->macros, struct read_macro, i);
		struct slots_text text = {.bytes = m->body, .is_macro = true, .macro_parameters = m->parameters};
		read_piece(p, thread, index, file->first + i, text, 0, strlen(m->body));
	}
	if (!source_overlay_view(p->facts->overlay, e->absolute, p->buffers[thread], &view, NULL))
		return;
	if (view.length && !file->binary) {
		read_functions(p, thread, index, &view);
		read_between(p, thread, index, &view);
	}
	source_view_clear(&view);
}

/* The first takes in all others, which are freed. */
static GArray *gather(GArray **arrays, unsigned n)
{
	for (unsigned i = 1; i < n; i++) {
		g_array_append_vals(arrays[0], arrays[i]->data, arrays[i]->len);
		g_array_unref(arrays[i]);
	}
	return arrays[0];
}

void facts_read_slots(struct facts *f)
{
	unsigned threads = parallel_threads(f->jobs);
	g_autofree GByteArray **buffers = g_new0(GByteArray *, threads);
	g_autofree GArray **puts = g_new0(GArray *, threads), **records = g_new0(GArray *, threads);
	g_autofree GArray **aliases = g_new0(GArray *, threads);
	struct pass p = {f, buffers, puts, records, aliases};
	if (f->slots)
		return;
	for (unsigned i = 0; i < threads; i++) {
		buffers[i] = g_byte_array_new();
		puts[i] = g_array_new(FALSE, FALSE, sizeof(struct put));
		records[i] = g_array_new(FALSE, FALSE, sizeof(guint64));
		aliases[i] = g_array_new(FALSE, FALSE, sizeof(guint64));
	}
	parallel_run(f->walk->entries->len, threads, file_work, &p);
	for (unsigned i = 0; i < threads; i++)
		g_byte_array_unref(buffers[i]);
	g_autoptr(GArray) all = gather(puts, threads), all_records = gather(records, threads);
	g_autoptr(GArray) all_aliases = gather(aliases, threads);
	f->slots = slots_new(f, all, all_records, all_aliases);
}

void facts_read_deep(struct facts *f)
{
	facts_read_slots(f);
	if (!f->deep)
		facts_link_slots(f);
	f->deep = true;
}
