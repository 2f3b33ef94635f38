/* Reaching into further files: the answers name functions whose definition or whose callers could change them. Only
 * files that do define or call such a function are taken, each counted; what very many files call says little about any
 * one of them. */
#include "cfg/key.h"
#include "scan/helps.h"
#include "scan/tree.h"

#include <string.h>

#include "util/parallel.h"

#define ASIDE_MAX   1  /* of those, files that can change no verdict: they only show what a failure leads to */
#define ASIDES_MAX  4  /* such files in one round */
#define CALLERS_MAX 8  /* files that call one function */
#define FILES_MAX   32 /* files in one round */

struct wish {
	const char *name; /* interned */
	bool definition, callers;
	bool any;        /* no caller is known: any would show what happens */
	GPtrArray *keys; /* of interned const char *: as they were asked for */
	unsigned aside;
	unsigned calling;  /* files that call it */
	GPtrArray *beside; /* of interned const char *: words of which a caller's file holds one (the class of a method,
			    * the header of an inline function); NULL: any file may call it */
};

static void wish_clear(gpointer data)
{
	struct wish *w = data;
	g_ptr_array_unref(w->keys);
	if (w->beside)
		g_ptr_array_unref(w->beside);
}

struct found {
	const struct source_entry *entry;
	GMappedFile *file;
	GPtrArray *defines, *calls; /* of interned const char * */
	bool helps;                 /* some of those calls stand where a failure could be helped */
};

static void found_free(gpointer data)
{
	struct found *f = data;
	g_mapped_file_unref(f->file);
	g_ptr_array_unref(f->defines);
	g_ptr_array_unref(f->calls);
	g_free(f);
}

static struct wish *wish_of(GArray *wishes, const char *name)
{
	for (guint i = 0; i < wishes->len; i++)
		if (g_array_index(wishes, struct wish, i).name == name)
			return &g_array_index(wishes, struct wish, i);
	return NULL;
}

static bool is_header(const char *path, size_t length)
{
	g_autofree char *own = g_strndup(path, length);
	const char *suffix = strrchr(own, '.');
	return suffix && g_ascii_tolower(suffix[1]) == 'h';
}

/* "path#name" and lambdas are seen in their own unit only, but for what a header holds. */
static bool is_internal(const char *key)
{
	const char *hash = g_str_has_prefix(key, "c:") ? NULL : strchr(key, '#');
	return hash && (strstr(key, "#lambda@") || !is_header(key, (size_t)(hash - key)));
}

/* "c:@N@zmq@S@listener_t@F@accept#": listener_t; "src/take.h#take": take.h; NULL when anybody may call it. */
static const char *word_beside(const char *key)
{
	const char *end = g_str_has_prefix(key, "c:") ? g_strrstr(key, "@F@") : strchr(key, '#');
	char separator = end && *end == '#' ? '/' : '@';
	const char *begin = end, *kind;
	if (!end)
		return NULL;
	while (begin > key && begin[-1] != separator)
		begin--;
	for (kind = begin - 1; separator == '@' && kind > key && kind[-1] != '@';)
		kind--;
	if (begin == end || (separator == '@' && (kind <= key || *kind != 'S')))
		return NULL;
	g_autofree char *word = g_strndup(begin, (gsize)(end - begin));
	return g_intern_string(word);
}

static bool is_word(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

static void wish_add_beside(struct wish *w, const char *key)
{
	const char *word = word_beside(key);
	bool first = !w->callers;
	if (!word)
		g_clear_pointer(&w->beside, g_ptr_array_unref);
	else if (first && !w->beside)
		w->beside = g_ptr_array_new();
	if (word && w->beside)
		g_ptr_array_add(w->beside, (gpointer)word);
}

static bool mentions(const struct source_text *text, const char *word)
{
	size_t n = strlen(word);
	const char *end = text->bytes + text->length;
	for (const char *at = text->bytes; (at = memmem(at, (size_t)(end - at), word, n)); at++) {
		bool before = at > text->bytes && is_word(at[-1]), after = at + n < end && is_word(at[n]);
		if (!before && !after)
			return true;
	}
	return false;
}

static bool wish_fits(const struct wish *w, const struct source_text *text)
{
	for (guint i = 0; w->beside && i < w->beside->len; i++)
		if (mentions(text, w->beside->pdata[i]))
			return true;
	return !w->beside;
}

/* Keys of functions that the units know from system headers only: looking for their definitions would be vain. */
static GHashTable *system_functions(const struct tree *t)
{
	GHashTable *names = g_hash_table_new(NULL, NULL);
	for (guint i = 0; i < t->order->len; i++) {
		const struct candidate *c = t->order->pdata[i];
		for (guint k = 0; c->unit && c->seen && k < c->seen->system->len; k++)
			g_hash_table_add(names, c->seen->system->pdata[k]);
	}
	return names;
}

static GArray *new_wishes(struct tree *t, const GPtrArray *wanted)
{
	g_autoptr(GHashTable) system = system_functions(t);
	GArray *wishes = g_array_new(FALSE, TRUE, sizeof(struct wish));
	g_array_set_clear_func(wishes, wish_clear);
	for (guint i = 0; i < wanted->len; i++) {
		const char *key = wanted->pdata[i];
		bool callers = key[0] == '^' || key[0] == '+';
		g_autofree char *name = cfg_key_name(key + callers);
		if (key[0] == '=' || key[0] == '~' || !*name || (callers && strcmp(name, "main") == 0) ||
		    is_internal(key + callers) || (!callers && g_hash_table_contains(system, key)) ||
		    !g_hash_table_add(t->asked, (gpointer)key))
			continue;
		const char *interned = g_intern_string(name);
		struct wish *w = wish_of(wishes, interned);
		if (!w) {
			struct wish fresh = {.name = interned, .keys = g_ptr_array_new()};
			g_array_append_val(wishes, fresh);
			w = wish_of(wishes, interned);
		}
		if (callers)
			wish_add_beside(w, key + callers);
		g_ptr_array_add(w->keys, (gpointer)key);
		w->definition |= !callers;
		w->callers |= callers;
		w->any |= key[0] == '^';
	}
	return wishes;
}

static void note(GPtrArray *list, const char *name)
{
	if (!g_ptr_array_find(list, name, NULL))
		g_ptr_array_add(list, (gpointer)name);
}

/* What a caller would have to name to fall back or to restore a flag: of interned const char *. */
static GPtrArray *helping_names(const struct rule_set *rules)
{
	GPtrArray *names = g_ptr_array_new();
	for (guint i = 0; i < rules->rules->len; i++) {
		const struct rule *r = rules->rules->pdata[i];
		for (guint k = 0; k < r->fallbacks->len; k++)
			note(names, ((struct rule_call *)r->fallbacks->pdata[k])->name);
		for (guint k = 0; k < r->flags->len; k++) {
			const struct rule_flag *flag = r->flags->pdata[k];
			for (guint n = 0; n < flag->restores->len; n++)
				note(names, ((struct rule_restore *)flag->restores->pdata[n])->call);
		}
	}
	return names;
}

/* What is searched for in a round. */
struct search {
	GArray *wishes;
	struct source_needles *names;   /* of the wishes: a file without any is not read on */
	struct source_needles *helping; /* what could help */
	struct source_needles *words;   /* both */
};

static void search_init(struct search *s, GArray *wishes, const struct rule_set *rules)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new(), helping = helping_names(rules);
	for (guint i = 0; i < wishes->len; i++)
		g_ptr_array_add(names, (gpointer)g_array_index(wishes, struct wish, i).name);
	s->wishes = wishes;
	s->names = source_needles_new(names);
	s->helping = source_needles_new(helping);
	for (guint i = 0; i < helping->len; i++)
		note(names, helping->pdata[i]);
	s->words = source_needles_new(names);
}

static void search_clear(struct search *s)
{
	source_needles_free(s->names);
	source_needles_free(s->helping);
	source_needles_free(s->words);
}

/* What the file has to do with the wishes: it defines some, calls some, or only mentions them. */
static bool is_covered(const struct candidate *c, unsigned line)
{
	for (guint i = 0; c && c->covered && i < c->covered->len; i++) {
		const struct line_range *r = &g_array_index(c->covered, struct line_range, i);
		if (r->first <= line && line <= r->last)
			return true;
	}
	return false;
}

static bool is_call(const struct source_text *text, const struct lex_match *m)
{
	size_t at = m->offset + m->length;
	while (at < text->length && g_ascii_isspace(text->bytes[at]))
		at++;
	return at < text->length && text->bytes[at] == '(';
}

/* `known`: the file as a candidate, when it was parsed for something else already. */
static struct found *look(const struct source_entry *e, GMappedFile *file, const struct search *s,
			  const struct candidate *known)
{
	auto_ptr(source_text) text =
		source_text_lex(e->path, g_mapped_file_get_contents(file), g_mapped_file_get_length(file), s->words);
	struct found *f = g_new0(struct found, 1);
	f->entry = e;
	f->file = g_mapped_file_ref(file);
	f->defines = g_ptr_array_new();
	f->calls = g_ptr_array_new();
	for (guint i = 0; i < text->functions->len; i++) {
		const struct lex_function *fn = &g_array_index(text->functions, struct lex_function, i);
		if (wish_of(s->wishes, fn->name) && !is_covered(known, fn->line))
			note(f->defines, fn->name);
	}
	auto_ptr(helps) helps = helps_new(text, s->helping);
	for (guint i = 0; i < text->matches->len; i++) {
		const struct lex_match *m = &g_array_index(text->matches, struct lex_match, i);
		const struct lex_function *in = source_text_function_at(text, m->offset);
		const struct wish *w = wish_of(s->wishes, m->name);
		if (m->class != LEX_CODE || !in || m->offset <= in->body || !w || is_covered(known, m->line) ||
		    !wish_fits(w, text))
			continue;
		note(f->calls, m->name);
		f->helps |= is_call(text, m) && helps_at(helps, m->offset);
	}
	return f;
}

struct pass {
	struct tree *tree;
	const struct search *search;
	struct found **found; /* by entry; NULL: has none of the names */
	GByteArray **buffers; /* by thread */
};

/* On any thread: nothing of the tree is changed. */
static void look_at(unsigned index, unsigned thread, void *data)
{
	struct pass *p = data;
	const struct source_entry *e = p->tree->walk.entries->pdata[index];
	const struct source_overlay *overlay = p->tree->options->overlay;
	struct source_view view;
	if (!source_overlay_view(overlay, e->absolute, p->buffers[thread], &view, NULL))
		return;
	bool hit = source_needles_hit(p->search->names, view.bytes, view.length);
	source_view_clear(&view);
	GMappedFile *file = hit ? source_overlay_map(overlay, e->absolute, NULL) : NULL;
	if (!file)
		return;
	p->found[index] = look(e, file, p->search, g_hash_table_lookup(p->tree->candidates, e->path));
	g_mapped_file_unref(file);
}

static GPtrArray *search_files(struct tree *t, const struct search *s)
{
	GPtrArray *files = g_ptr_array_new_with_free_func(found_free);
	unsigned n = t->walk.entries->len, threads = parallel_threads(t->options->jobs);
	g_autofree struct found **found = g_new0(struct found *, n);
	g_autofree GByteArray **buffers = g_new0(GByteArray *, threads);
	struct pass pass = {.tree = t, .search = s, .found = found, .buffers = buffers};
	for (unsigned i = 0; i < threads; i++)
		buffers[i] = g_byte_array_new();
	parallel_run(n, threads, look_at, &pass);
	for (unsigned i = 0; i < threads; i++)
		g_byte_array_unref(buffers[i]);
	for (guint i = 0; i < n; i++)
		if (found[i])
			g_ptr_array_add(files, found[i]);
	return files;
}

/* The names for which the file is worth a parse. */
static GPtrArray *reasons(const struct found *f, GArray *wishes, unsigned *asides_left)
{
	GPtrArray *names = g_ptr_array_new();
	bool aside = false;
	for (guint i = 0; i < f->defines->len; i++)
		if (wish_of(wishes, f->defines->pdata[i])->definition)
			note(names, f->defines->pdata[i]);
	for (guint i = 0; i < f->calls->len; i++) {
		struct wish *w = wish_of(wishes, f->calls->pdata[i]);
		if (!w->callers || w->calling > CALLERS_MAX)
			continue;
		if (!f->helps && (!w->any || w->aside >= ASIDE_MAX || !*asides_left))
			continue;
		w->aside += !f->helps;
		aside |= !f->helps;
		note(names, f->calls->pdata[i]);
	}
	*asides_left -= aside;
	return names;
}

/* How many files that only show consequences a round may take, the smallest: one for each top folder that has sites, up
 * to a bound. A tree has one or two of those, a folder of many packages many. */
static unsigned asides_allowed(const struct tree *t)
{
	g_autoptr(GHashTable) tops = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < t->order->len; i++) {
		const struct candidate *c = t->order->pdata[i];
		if (c->seen && c->seen->sites->len)
			g_hash_table_add(tops, g_strndup(c->entry->path, strcspn(c->entry->path, "/")));
	}
	return CLAMP(g_hash_table_size(tops), 1, ASIDES_MAX);
}

/* Files that help come first, tests and examples last, else by their size. */
static gint by_worth(gconstpointer a, gconstpointer b)
{
	const struct found *x = *(const struct found *const *)a, *y = *(const struct found *const *)b;
	gsize n = g_mapped_file_get_length(x->file), m = g_mapped_file_get_length(y->file);
	bool x_trial = path_is_trial(x->entry->path), y_trial = path_is_trial(y->entry->path);
	if (x->helps != y->helps)
		return x->helps ? -1 : 1;
	if (x_trial != y_trial)
		return x_trial ? 1 : -1;
	if (n != m)
		return n < m ? -1 : 1;
	return strcmp(x->entry->path, y->entry->path);
}

static void note_answered(struct tree *t, GArray *wishes, const GPtrArray *names)
{
	for (guint i = 0; i < names->len; i++) {
		const struct wish *w = wish_of(wishes, names->pdata[i]);
		for (guint k = 0; k < w->keys->len; k++)
			g_hash_table_add(t->answered, w->keys->pdata[k]);
	}
}

unsigned tree_extend(struct tree *t, const GPtrArray *wanted)
{
	g_autoptr(GArray) wishes = new_wishes(t, wanted);
	unsigned taken = 0, asides_left = asides_allowed(t), learnt = tree_learn(t, wanted);
	if (wishes->len == 0)
		return learnt;
	struct search search;
	search_init(&search, wishes, t->options->rules);
	g_autoptr(GPtrArray) files = search_files(t, &search);
	search_clear(&search);
	g_ptr_array_sort(files, by_worth);
	for (guint i = 0; i < files->len; i++) {
		const struct found *f = files->pdata[i];
		for (guint k = 0; k < f->calls->len; k++)
			wish_of(wishes, f->calls->pdata[k])->calling++;
	}
	for (guint i = 0; i < wishes->len; i++)
		note(t->names, g_array_index(wishes, struct wish, i).name);
	auto_ptr(source_needles) all = source_needles_new(t->names);
	for (guint i = 0; i < files->len && taken < FILES_MAX; i++) {
		const struct found *f = files->pdata[i];
		g_autoptr(GPtrArray) names = reasons(f, wishes, &asides_left);
		if (names->len == 0)
			continue;
		tree_take(t, f->entry, f->file, all, NULL);
		((struct candidate *)g_hash_table_lookup(t->candidates, f->entry->path))->taken = true;
		note_answered(t, wishes, names);
		taken++;
	}
	tree_sort(t);
	return taken + learnt;
}
