/* Putting the facts together. Two passes over the files, each on several threads: the first finds what is defined, the
 * second what the bodies name of that. facts_link.c then says who means whom. */
#include "scan/facts.h"

#include <string.h>

#include "rules/library.h"
#include "scan/facts_internal.h"
#include "util/parallel.h"

/* What ends the program, or the path, where no file of the tree has another meaning for it. */
static const char *const stopping[] = {"exit",
				       "_exit",
				       "_Exit",
				       "quick_exit",
				       "abort",
				       "err",
				       "errx",
				       "verr",
				       "verrx",
				       "error",
				       "error_at_line",
				       "longjmp",
				       "siglongjmp",
				       "_longjmp",
				       "pthread_exit",
				       "thrd_exit",
				       "terminate",
				       "rethrow_exception",
				       "raise",
				       "kill",
				       "__builtin_trap",
				       "__builtin_abort",
				       "__builtin_unreachable",
				       "execl",
				       "execle",
				       "execlp",
				       "execv",
				       "execve",
				       "execvp",
				       "execvpe",
				       "fexecve"};

/* What writes where its argument leads, as a plain assignment would. */
static const char *const assigning[] = {"__atomic_store_n",
					"__atomic_store",
					"__atomic_exchange_n",
					"__atomic_exchange",
					"__atomic_compare_exchange_n",
					"__atomic_compare_exchange",
					"__sync_lock_test_and_set",
					"__sync_bool_compare_and_swap",
					"__sync_val_compare_and_swap",
					"atomic_init",
					"atomic_store",
					"atomic_store_explicit",
					"atomic_exchange",
					"atomic_exchange_explicit",
					"atomic_compare_exchange_strong",
					"atomic_compare_exchange_strong_explicit",
					"atomic_compare_exchange_weak",
					"atomic_compare_exchange_weak_explicit",
					"g_atomic_pointer_set",
					"g_atomic_pointer_exchange",
					"g_atomic_pointer_compare_and_exchange"};

/* --- the two passes ------------------------------------------------------------------------------------------------
 */

struct reading {
	struct facts *facts;
	struct source_needles *none;
	GByteArray **buffers; /* by thread */
	guint32 **seen;       /* by thread */
	guint32 *marks;       /* by thread */
	GArray **mentions;    /* by fact, of guint32: words */
};

static const struct source_entry *entry_at(const struct facts *f, unsigned index)
{
	return f->walk->entries->pdata[index];
}

static void outline_work(unsigned index, unsigned thread, void *data)
{
	struct reading *r = data;
	const struct source_entry *e = entry_at(r->facts, index);
	struct source_view view;
	if (!source_overlay_view(r->facts->overlay, e->absolute, r->buffers[thread], &view, NULL))
		return;
	if (view.length)
		read_outline(e->path, view.bytes, view.length, r->none, &r->facts->files[index]);
	source_view_clear(&view);
}

/* The array is taken over, or freed where there is nothing in it. */
static GArray *array_or_null(GArray *array)
{
	if (array->len)
		return array;
	g_array_unref(array);
	return NULL;
}

static void body_work(struct reading *r, unsigned thread, guint32 number, const char *bytes, size_t begin, size_t end)
{
	struct fact *fact = fact_of(r->facts, number);
	struct read_body body = {.words = r->facts->words,
				 .seen = r->seen[thread],
				 .mark = ++r->marks[thread],
				 .macro = fact->is_macro,
				 .methods = fact->is_cxx,
				 .mentions = g_array_new(FALSE, FALSE, sizeof(guint32)),
				 .tables = g_array_new(FALSE, FALSE, sizeof(guint32)),
				 .writes = g_array_new(FALSE, FALSE, sizeof(guint32))};
	read_words(&body, bytes, begin, end);
	if (fact->is_macro && (strchr(bytes, '?') || strstr(bytes, "if") || strstr(bytes, "||")))
		body.effects &= ~(unsigned)EFFECT_STOPS; /* an assertion: what it tests holds */
	fact->own = fact->all = body.effects;
	if (body.indirect || fact->is_table)
		g_array_append_vals(body.mentions, body.tables->data, body.tables->len);
	g_array_unref(body.tables);
	fact->writes = array_or_null(body.writes);
	fact->through = body.through;
	r->mentions[number] = array_or_null(body.mentions);
}

static void bodies_work(unsigned index, unsigned thread, void *data)
{
	struct reading *r = data;
	const struct read_file *file = &r->facts->files[index];
	guint32 number = file->first;
	struct source_view view;
	for (guint i = 0; file->macros && i < file->macros->len; i++) {
		const char *body = g_array_index(file->macros, struct read_macro, i).body;
		body_work(r, thread, number++, body, 0, strlen(body));
	}
	bool bodies = file->functions || (file->tables && file->tables->len);
	if (!bodies || !source_overlay_view(r->facts->overlay, entry_at(r->facts, index)->absolute, r->buffers[thread],
					    &view, NULL))
		return;
	for (guint i = 0; file->functions && i < file->functions->len; i++) {
		const struct lex_function *f = &g_array_index(file->functions, struct lex_function, i);
		if (f->body < view.length)
			body_work(r, thread, number, view.bytes, f->body, MIN(f->end, view.length));
		number++;
	}
	for (guint i = 0; file->tables && i < file->tables->len; i++, number++) {
		const struct read_table *t = &g_array_index(file->tables, struct read_table, i);
		if (t->begin < view.length)
			body_work(r, thread, number, view.bytes, t->begin, MIN(t->end, view.length));
	}
	source_view_clear(&view);
}

/* --- what there is -------------------------------------------------------------------------------------------------
 */

static void add_fact(struct facts *f, struct fact fact, enum word_kind kind)
{
	guint32 number = f->all->len;
	struct word *w = words_add(f->words, fact.name, kind);
	if (!w->facts)
		w->facts = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_array_append_val(w->facts, number);
	g_array_append_val(f->all, fact);
}

/* "errno", "(errno)": a macro that stands for it. */
static bool stands_for_errno(const char *body)
{
	const char *at = body + strspn(body, " \t(");
	return strncmp(at, "errno", 5) == 0 && at[5 + strspn(at + 5, " \t)")] == '\0';
}

static void number_facts(struct facts *f)
{
	for (guint i = 0; i < f->walk->entries->len; i++) {
		struct read_file *file = &f->files[i];
		const struct source_entry *e = entry_at(f, i);
		struct fact fact = {.entry = e, .is_cxx = !g_str_has_suffix(e->path, ".c")};
		file->first = f->all->len;
		for (guint k = 0; file->macros && k < file->macros->len; k++) {
			const struct read_macro *m = &g_array_index(file->macros, struct read_macro, k);
			fact.name = m->name;
			fact.line = m->line;
			fact.is_macro = true;
			fact.n_parameters = -1;
			add_fact(f, fact, WORD_FUNCTION);
			if (stands_for_errno(m->body))
				words_add(f->words, m->name, WORD_ERRNO);
		}
		for (guint k = 0; file->functions && k < file->functions->len; k++) {
			const struct lex_function *fn = &g_array_index(file->functions, struct lex_function, k);
			fact.name = fn->name;
			fact.line = fn->line;
			fact.is_macro = false;
			fact.internal = g_array_index(file->internal, guint8, k);
			add_fact(f, fact, WORD_FUNCTION);
		}
		for (guint k = 0; file->tables && k < file->tables->len; k++) {
			const struct read_table *t = &g_array_index(file->tables, struct read_table, k);
			fact.name = t->name;
			fact.line = t->line;
			fact.is_macro = false;
			fact.internal = t->internal;
			fact.is_table = true;
			add_fact(f, fact, WORD_TABLE);
		}
		if (file->members) {
			GHashTableIter it;
			gpointer name;
			g_hash_table_iter_init(&it, file->members);
			while (g_hash_table_iter_next(&it, &name, NULL))
				words_add(f->words, name, WORD_MEMBER);
		}
		for (guint k = 0; file->variables && k < file->variables->len; k++)
			words_add(f->words, file->variables->pdata[k], WORD_VARIABLE);
	}
}

static void add_known_words(struct facts *f, const struct rule_set *rules)
{
	for (size_t i = 0; i < G_N_ELEMENTS(stopping); i++)
		words_add(f->words, stopping[i], WORD_STOP);
	for (size_t i = 0; i < G_N_ELEMENTS(assigning); i++)
		words_add(f->words, assigning[i], WORD_FILLS);
	words_add(f->words, "throw", WORD_THROW);
	words_add(f->words, "errno", WORD_ERRNO);
	words_add(f->words, "close", WORD_CLOSE);
	size_t n_known;
	const struct library_function *known = library_table(&n_known);
	for (size_t i = 0; i < n_known; i++)
		if (known[i].fills)
			words_add(f->words, known[i].name, WORD_FILLS);
	for (guint i = 0; i < rules->rules->len; i++) {
		const struct rule *r = rules->rules->pdata[i];
		words_add(f->words, r->call.name, WORD_RULE);
		for (guint k = 0; k < r->raw->len; k++)
			words_add(f->words, ((struct rule_call *)r->raw->pdata[k])->name, WORD_RULE);
		for (guint k = 0; k < r->fallbacks->len; k++)
			words_add(f->words, ((struct rule_call *)r->fallbacks->pdata[k])->name, WORD_FALLBACK);
		for (guint k = 0; k < r->flags->len; k++) {
			const struct rule_flag *flag = r->flags->pdata[k];
			for (guint n = 0; n < flag->restores->len; n++)
				words_add(f->words, ((struct rule_restore *)flag->restores->pdata[n])->call, WORD_SETS);
		}
	}
}

/* --- the whole -----------------------------------------------------------------------------------------------------
 */

static void read_all(struct facts *f, const struct rule_set *rules, unsigned jobs)
{
	unsigned n = f->walk->entries->len, threads = parallel_threads(jobs);
	auto_ptr(source_needles) none = source_needles_new(NULL);
	g_autofree GByteArray **buffers = g_new0(GByteArray *, threads);
	g_autofree guint32 **seen = g_new0(guint32 *, threads), *marks = g_new0(guint32, threads);
	struct reading r = {.facts = f, .none = none, .buffers = buffers, .seen = seen, .marks = marks};
	for (unsigned i = 0; i < threads; i++)
		buffers[i] = g_byte_array_new();
	parallel_run(n, threads, outline_work, &r);
	number_facts(f);
	add_known_words(f, rules);
	words_finish(f->words);
	for (unsigned i = 0; i < threads; i++)
		seen[i] = g_new0(guint32, f->words->all->len);
	guint n_facts = f->all->len;
	r.mentions = g_new0(GArray *, n_facts);
	parallel_run(n, threads, bodies_work, &r);
	for (unsigned i = 0; i < threads; i++) {
		g_byte_array_unref(buffers[i]);
		g_free(seen[i]);
	}
	facts_link(f, r.mentions);
	for (guint i = 0; i < n_facts; i++)
		if (r.mentions[i])
			g_array_unref(r.mentions[i]);
	g_free(r.mentions);
}

struct facts *facts_new(const struct source_walk *walk, const struct source_overlay *overlay,
			const struct rule_set *rules, unsigned jobs)
{
	struct facts *f = g_new0(struct facts, 1);
	f->walk = walk;
	f->overlay = overlay;
	f->words = words_new();
	f->all = g_array_new(FALSE, TRUE, sizeof(struct fact));
	f->files = g_new0(struct read_file, walk->entries->len + 1);
	f->jobs = jobs;
	read_all(f, rules, jobs);
	return f;
}

void facts_free(struct facts *f)
{
	if (!f)
		return;
	for (guint32 i = 0; i < f->all->len; i++) {
		g_clear_pointer(&fact_of(f, i)->calls, g_array_unref);
		g_clear_pointer(&fact_of(f, i)->callers, g_array_unref);
		g_clear_pointer(&fact_of(f, i)->writes, g_array_unref);
		g_clear_pointer(&fact_of(f, i)->pointers, g_array_unref);
		g_clear_pointer(&fact_of(f, i)->takes, g_array_unref);
	}
	for (guint i = 0; i < f->walk->entries->len; i++)
		read_file_clear(&f->files[i]);
	slots_free(f->slots);
	g_array_unref(f->all);
	words_free(f->words);
	g_free(f->files);
	g_free(f);
}

const struct fact *facts_at(const struct facts *f, guint32 number)
{
	return fact_of(f, number);
}

const GArray *facts_named(const struct facts *f, const char *interned)
{
	unsigned number = GPOINTER_TO_UINT(g_hash_table_lookup(f->words->by_name, interned));
	return number ? g_array_index(f->words->all, struct word, number - 1).facts : NULL;
}

void facts_resolve(const struct facts *f, const char *path, const char *interned, GArray *out)
{
	const GArray *named = facts_named(f, interned);
	if (named)
		facts_choose(f, path, named, out);
}

static bool writes_one(const struct facts *f, const struct fact *fact, GHashTable *names)
{
	for (guint i = 0; fact->writes && i < fact->writes->len; i++) {
		guint32 word = g_array_index(fact->writes, guint32, i);
		if (g_hash_table_contains(names, g_array_index(f->words->all, struct word, word).name))
			return true;
	}
	return false;
}

struct writing {
	const struct facts *facts;
	GHashTable *names;
	bool through; /* what a pointer leads to counts, too */
	GHashTable *seen;
};

/* It or a function that it calls writes one of them. */
static bool may_write(const struct writing *w, guint32 number)
{
	const struct fact *fact = fact_of(w->facts, number);
	if (!g_hash_table_add(w->seen, GUINT_TO_POINTER(number + 1)))
		return false;
	if ((w->through && fact->through) || writes_one(w->facts, fact, w->names))
		return true;
	for (guint i = 0; fact->calls && i < fact->calls->len; i++)
		if (may_write(w, g_array_index(fact->calls, guint32, i)))
			return true;
	return false;
}

unsigned facts_effects(const struct facts *f, guint32 number, GHashTable *variables, GHashTable *members, bool deep)
{
	unsigned effects = deep ? fact_of(f, number)->deep : fact_of(f, number)->all;
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	if (variables && g_hash_table_size(variables) &&
	    may_write(&(struct writing){f, variables, false, seen}, number))
		effects |= EFFECT_WRITES;
	g_hash_table_remove_all(seen);
	if (members && may_write(&(struct writing){f, members, true, seen}, number))
		effects |= EFFECT_MEMBERS;
	return effects;
}
