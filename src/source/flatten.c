/* Putting headers in their place. Two steps, since most files need neither: (1) which names do the conditions hang on,
 * and does any header define one of them; (2) if so, the directives of the file are written out one after the other,
 * those of each header where its #include stands, header guards and all. Code is left out: nothing here looks at it.
 * So are headers that neither define a wanted name nor include one that does, and definitions of other names.
 *
 * What a header guard tests is undefined at the beginning (#undef in the first lines), so that the first #include of a
 * header counts and the others do not. A name that conditions ask for as well ("#ifndef USE_X / #define USE_X 1" around
 * a whole header) is the configuration's, and only listed for the solver: it is better left undefined. The writing out
 * is in flatten_write.c. */
#include "source/flatten.h"

#include <string.h>

#include "source/cond_internal.h"
#include "source/flatten_internal.h"
#include "source/walk.h"

#define ROUNDS_MAX  4   /* of looking for the definitions of names that definitions mention */
#define HEADERS_MAX 300 /* files in one flattened text */

static void header_free(gpointer p)
{
	struct header *h = p;

	if (!h)
		return;
	if (h->targets)
		g_ptr_array_unref(h->targets);
	source_text_free(h->text);
	g_mapped_file_unref(h->file);
	g_free(h);
}

/* --- what the conditions hang on ---------------------------------------------------------------------------------- */

static void want_words(struct flattener *f, const char *condition)
{
	g_autoptr(GArray) tokens = cond_tokens(condition);

	for (unsigned i = 0; i < tokens->len; i++) {
		const struct cond_token *t = &g_array_index(tokens, struct cond_token, i);

		if (t->kind != COND_IDENT)
			continue;
		enum platform_class class = platform_lookup(t->name, f->cxx).class;

		f->has_include = f->has_include || g_str_has_prefix(t->name, "__has_include");
		if (class == PLATFORM_FIXED || class == PLATFORM_NEVER || g_str_has_prefix(t->name, "__has_") ||
		    strcmp(t->name, "defined") == 0)
			continue;
		if (g_hash_table_add(f->names, (gpointer)t->name))
			g_ptr_array_add(f->queue, (gpointer)t->name);
	}
}

/* The conditions over an arm, and those of the arms before it in its group and in the groups around. */
static void want_arm(struct flattener *f, const struct source_text *text, int number)
{
	while (number >= 0) {
		const struct if_arm *arm = &g_array_index(text->arms, struct if_arm, number);

		if (arm->condition && !arm->header_guard)
			want_words(f, arm->condition);
		number = arm->previous >= 0 ? arm->previous : arm->parent;
	}
}

/* True when the text defines one of the names; what its definitions mention is wanted, too. */
static bool want_definitions(struct flattener *f, const struct source_text *text)
{
	bool any = false;

	for (unsigned i = 0; i < text->defines->len; i++) {
		const struct lex_define *d = &g_array_index(text->defines, struct lex_define, i);

		if (!g_hash_table_contains(f->names, d->name))
			continue;
		any = true;
		if (d->body)
			want_words(f, d->body);
		want_arm(f, text, d->arm);
	}
	return any;
}

/* --- headers ------------------------------------------------------------------------------------------------------ */

static const char *guard_of(const struct source_text *text)
{
	for (unsigned i = 0; i < text->arms->len; i++) {
		if (!g_array_index(text->arms, struct if_arm, i).header_guard)
			continue;
		for (unsigned k = 0; k < text->defines->len; k++)
			if (g_array_index(text->defines, struct lex_define, k).arm == (int)i)
				return g_array_index(text->defines, struct lex_define, k).name;
	}
	return NULL;
}

static struct header *header_read(const struct flattener *f, const char *path)
{
	GMappedFile *file = g_mapped_file_new(path, FALSE, NULL);
	struct header *h;

	if (!file)
		return NULL;
	h = g_new0(struct header, 1);
	h->file = file;
	h->text = source_text_lex(path, g_mapped_file_get_contents(file), g_mapped_file_get_length(file), f->none);
	h->guard = guard_of(h->text);
	h->once = !h->guard && h->text->length && memmem(h->text->bytes, h->text->length, "pragma once", 11);
	if (h->once) {
		g_autofree char *name = g_strdup_printf("__sysfall_once_%u", g_hash_table_size(f->headers));

		h->guard = g_intern_string(name);
	}
	return h;
}

/* NULL when it cannot be read, or there are too many. */
static struct header *header_of(struct flattener *f, const char *path)
{
	gpointer known;

	if (g_hash_table_lookup_extended(f->headers, path, NULL, &known))
		return known;
	if (g_hash_table_size(f->headers) >= HEADERS_MAX) {
		f->overflow = true;
		return NULL;
	}
	known = header_read(f, path);
	g_hash_table_insert(f->headers, g_strdup(path), known);
	return known;
}

static bool mentions(const char *path, const struct source_needles *needles)
{
	g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);

	return file && source_needles_hit(needles, g_mapped_file_get_contents(file), g_mapped_file_get_length(file));
}

/* Whether any of the headers that can be reached defines a name that is wanted. */
static bool headers_define(struct flattener *f, const GPtrArray *reachable)
{
	bool any = false;
	guint before = 0;

	for (unsigned round = 0; round < ROUNDS_MAX && before != f->queue->len; round++) {
		auto_ptr(source_needles) needles = source_needles_new(f->queue);

		before = f->queue->len;
		for (unsigned i = 0; i < reachable->len; i++) {
			const char *path = reachable->pdata[i];
			struct header *h = mentions(path, needles) ? header_of(f, path) : NULL;

			any |= h && want_definitions(f, h->text);
		}
	}
	return any;
}

/* --- which of them matter ----------------------------------------------------------------------------------------- */

static GPtrArray *find_targets(const struct flattener *f, const struct source_text *text, const char *path)
{
	GPtrArray *targets = g_ptr_array_new_with_free_func(g_free);

	for (unsigned i = 0; i < text->includes->len; i++) {
		const struct lex_include *in = &g_array_index(text->includes, struct lex_include, i);

		g_ptr_array_add(targets, f->search->find(in->name, in->angled, path, f->search->data));
	}
	return targets;
}

static void list_targets(struct flattener *f, const GPtrArray *targets)
{
	for (unsigned i = 0; i < targets->len && !f->overflow; i++) {
		const char *path = targets->pdata[i];
		struct header *h = path ? header_of(f, path) : NULL;

		if (!h || h->listed)
			continue;
		h->listed = true;
		h->targets = find_targets(f, h->text, path);
		g_ptr_array_add(f->list, h);
	}
}

static bool defines_wanted(const struct flattener *f, const struct source_text *text)
{
	for (unsigned i = 0; i < text->defines->len; i++)
		if (g_hash_table_contains(f->names, g_array_index(text->defines, struct lex_define, i).name))
			return true;
	return false;
}

static bool includes_relevant(const struct flattener *f, const struct header *h)
{
	for (unsigned i = 0; i < h->targets->len; i++) {
		const struct header *target =
			h->targets->pdata[i] ? g_hash_table_lookup(f->headers, h->targets->pdata[i]) : NULL;

		if (target && target->relevant)
			return true;
	}
	return false;
}

/* A guard that something else defines or undefines as well has to be looked at like any other name. */
static void want_guards(struct flattener *f, const struct source_text *text, GHashTable *guards, const char *own)
{
	for (unsigned i = 0; i < text->defines->len; i++) {
		const struct lex_define *d = &g_array_index(text->defines, struct lex_define, i);

		if ((d->name != own || !d->body) && g_hash_table_contains(guards, d->name))
			g_hash_table_add(f->names, (gpointer)d->name);
	}
}

static void want_shared_guards(struct flattener *f, const struct source_text *text)
{
	g_autoptr(GHashTable) guards = g_hash_table_new(NULL, NULL);

	for (unsigned i = 0; i < f->list->len; i++)
		if (((struct header *)f->list->pdata[i])->guard)
			g_hash_table_add(guards, (gpointer)((struct header *)f->list->pdata[i])->guard);
	want_guards(f, text, guards, NULL);
	for (unsigned i = 0; i < f->list->len; i++) {
		const struct header *h = f->list->pdata[i];

		want_guards(f, h->text, guards, h->guard);
	}
}

static void mark_relevant(struct flattener *f, const struct source_text *text, const GPtrArray *targets)
{
	bool changed = true;

	list_targets(f, targets);
	for (unsigned i = 0; i < f->list->len; i++) /* grows */
		list_targets(f, ((struct header *)f->list->pdata[i])->targets);
	for (guint before = G_MAXUINT; before != f->queue->len;) {
		before = f->queue->len;
		want_definitions(f, text);
		for (unsigned i = 0; i < f->list->len; i++)
			want_definitions(f, ((struct header *)f->list->pdata[i])->text);
	}
	want_shared_guards(f, text);
	for (unsigned i = 0; i < f->list->len; i++) {
		struct header *h = f->list->pdata[i];

		h->relevant = defines_wanted(f, h->text);
	}
	while (changed) {
		changed = false;
		for (unsigned i = 0; i < f->list->len; i++) {
			struct header *h = f->list->pdata[i];

			if (h->relevant || !includes_relevant(f, h))
				continue;
			h->relevant = changed = true;
		}
	}
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

/* A header that stands before the file's own guard may define what that tests. */
static void want_own_guard(struct flattener *f, const struct source_text *text)
{
	const char *guard = text->includes->len && g_array_index(text->includes, struct lex_include, 0).arm < 0
				    ? guard_of(text)
				    : NULL;

	if (guard && g_hash_table_add(f->names, (gpointer)guard))
		g_ptr_array_add(f->queue, (gpointer)guard);
}

static bool is_needed(struct flattener *f, const struct source_text *text, const int *arms, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		want_arm(f, text, arms[i]);
	want_own_guard(f, text);
	for (guint before = 0, round = 0; before != f->queue->len && round < ROUNDS_MAX; round++) {
		before = f->queue->len;
		want_definitions(f, text);
	}
	if (f->has_include)
		return true;
	if (f->queue->len == 0 || text->includes->len == 0)
		return false;
	return !f->search->reachable || headers_define(f, f->search->reachable);
}

static struct flattened *flatten(struct flattener *f, const struct source_text *text, const char *absolute)
{
	struct flattened *flat = g_new0(struct flattened, 1);
	gsize length;

	flat->arms = g_new0(int, text->arms->len + 1);
	/* code outside of every group: nothing here is to be taken for a header's guard */
	g_string_append(f->out, ";\n");
	g_autoptr(GPtrArray) targets = find_targets(f, text, absolute);
	struct written file = {text, absolute, NULL, targets, true, flat->arms};

	mark_relevant(f, text, targets);
	struct header *self = g_hash_table_lookup(f->headers, absolute);

	if (self && self->guard) /* from one that it includes: its guard is defined by then */
		self->done = true;
	file.guard = guard_of(text);
	if (file.guard && !g_hash_table_contains(f->names, file.guard))
		file.guard = NULL;
	if (file.guard)
		flatten_put_guard(f, file.guard);
	flatten_put(f, &file);
	g_string_prepend(f->out, f->head->str);
	length = f->out->len;
	flat->bytes = g_strdup(f->out->str);
	flat->text = source_text_lex(text->path, flat->bytes, length, f->none);
	if (g_hash_table_size(f->guards))
		flat->text->guards = g_hash_table_ref(f->guards);
	if (f->overflow || flat->text->arms->len != f->n_arms)
		g_clear_pointer(&flat, flattened_free);
	return flat;
}

struct flattened *flattened_new(const struct source_text *text, const char *absolute, const int *arms, unsigned n,
				const struct header_search *search)
{
	auto_ptr(source_needles) none = source_needles_new(NULL);
	struct flattener f = {.search = search, .none = none, .cxx = source_is_cxx(text->path)};
	struct flattened *flat = NULL;

	f.names = g_hash_table_new(NULL, NULL);
	f.guards = g_hash_table_new(NULL, NULL);
	f.queue = g_ptr_array_new();
	f.headers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, header_free);
	f.list = g_ptr_array_new();
	f.out = g_string_new(NULL);
	f.head = g_string_new(NULL);
	if (is_needed(&f, text, arms, n))
		flat = flatten(&f, text, absolute);
	g_hash_table_unref(f.names);
	g_hash_table_unref(f.guards);
	g_ptr_array_unref(f.queue);
	g_ptr_array_unref(f.list);
	g_hash_table_unref(f.headers);
	g_string_free(f.out, TRUE);
	g_string_free(f.head, TRUE);
	return flat;
}

void flattened_free(struct flattened *flat)
{
	if (!flat)
		return;
	source_text_free(flat->text);
	g_free(flat->bytes);
	g_free(flat->arms);
	g_free(flat);
}
