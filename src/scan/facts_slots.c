/* What may lie in a slot: the graph of what is put where, and what may come of a call through one. Effects are kept by
 * the number of arguments: a call with two cannot mean a function of one. */
#include <string.h>

#include "scan/facts_internal.h"

/* By how many parameters functions are told apart; the last is for all with more. */
#define ARITIES 8

/* Of what cannot be read nobody knows what it does. */
#define EFFECTS_UNREAD (EFFECT_STOPS | EFFECT_ERRNO | EFFECT_WRITES | EFFECT_MEMBERS)

struct slots {
	GArray *puts;        /* of struct put, sorted, without what is in it twice */
	GHashTable *first;   /* slot -> where its puts begin, + 1 */
	GArray *effects;     /* of unsigned[ARITIES], by the place where the slot's puts begin */
	GHashTable *aliases; /* name of a type -> another name of it */
};

static const struct put *put_at(const struct slots *s, guint32 i)
{
	return &g_array_index(s->puts, struct put, i);
}

static int by_slot(gconstpointer a, gconstpointer b)
{
	const struct put *x = a, *y = b;
	if (x->into != y->into)
		return x->into < y->into ? -1 : 1;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->word != y->word)
		return x->word < y->word ? -1 : 1;
	if (x->entry != y->entry)
		return x->entry < y->entry ? -1 : 1;
	return (int)x->cast - (int)y->cast;
}

static void drop_doubles(GArray *puts)
{
	guint kept = 0;
	for (guint i = 0; i < puts->len; i++) {
		struct put *p = &g_array_index(puts, struct put, i);
		if (kept && by_slot(p, &g_array_index(puts, struct put, kept - 1)) == 0)
			continue;
		g_array_index(puts, struct put, kept++) = *p;
	}
	g_array_set_size(puts, kept);
}

static void index_puts(struct slots *s)
{
	g_array_sort(s->puts, by_slot);
	drop_doubles(s->puts);
	g_hash_table_remove_all(s->first);
	for (guint32 i = s->puts->len; i-- > 0;)
		g_hash_table_insert(s->first, &g_array_index(s->puts, struct put, i).into, GUINT_TO_POINTER(i + 1));
}

/* --- records -------------------------------------------------------------------------------------------------------
 */

static guint hash_slot(gconstpointer slot)
{
	return g_int64_hash(slot);
}

static GHashTable *slot_set_new(void)
{
	return g_hash_table_new_full(hash_slot, g_int64_equal, g_free, NULL);
}

static bool set_add(GHashTable *set, guint64 slot)
{
	return g_hash_table_add(set, g_memdup2(&slot, sizeof(slot)));
}

/* A record or a word -> GArray of guint64: what is in it. */
static GHashTable *records_of(const GArray *pairs)
{
	GHashTable *records = g_hash_table_new_full(hash_slot, g_int64_equal, g_free, (GDestroyNotify)g_array_unref);
	for (guint i = 0; i + 1 < pairs->len; i += 2) {
		guint64 record = g_array_index(pairs, guint64, i);
		GArray *in = g_hash_table_lookup(records, &record);
		if (!in) {
			in = g_array_new(FALSE, FALSE, sizeof(guint64));
			g_hash_table_insert(records, g_memdup2(&record, sizeof(record)), in);
		}
		g_array_append_val(in, g_array_index(pairs, guint64, i + 1));
	}
	return records;
}

static void add_words(GHashTable *records, guint64 record, GHashTable *out)
{
	const GArray *in = set_add(out, record) ? g_hash_table_lookup(records, &record) : NULL;
	for (guint i = 0; in && i < in->len; i++)
		add_words(records, g_array_index(in, guint64, i), out);
}

/* What is listed for a record may be any of its members that is called: which one, only the compiler knows. */
static void link_members(struct slots *s, GHashTable *records, GHashTable *called)
{
	guint n = s->puts->len;
	for (guint i = 0; i < n; i++) {
		guint64 listed = put_at(s, i)->into;
		if ((i && put_at(s, i - 1)->into == listed) || !g_hash_table_contains(records, &listed))
			continue;
		g_autoptr(GHashTable) words = slot_set_new();
		GHashTableIter it;
		gpointer word;
		add_words(records, listed, words);
		g_hash_table_iter_init(&it, words);
		while (g_hash_table_iter_next(&it, &word, NULL)) {
			struct put p = {*(const guint64 *)word, listed, PUT_LISTED, 0, false, false};
			if (g_hash_table_contains(called, word))
				g_array_append_val(s->puts, p);
		}
	}
}

/* --- types ---------------------------------------------------------------------------------------------------------
 */

static guint64 type_of(const struct slots *s, guint64 name)
{
	for (const guint64 *next; (next = g_hash_table_lookup(s->aliases, &name));)
		name = *next;
	return name;
}

static void add_aliases(struct slots *s, const GArray *pairs)
{
	for (guint i = 0; i + 1 < pairs->len; i += 2) {
		guint64 a = type_of(s, g_array_index(pairs, guint64, i));
		guint64 b = type_of(s, g_array_index(pairs, guint64, i + 1));
		if (a != b)
			g_hash_table_insert(s->aliases, g_memdup2(&a, sizeof(a)), g_memdup2(&b, sizeof(b)));
	}
}

static guint64 type_named(const struct slots *s, const char *name, size_t length)
{
	return type_of(s, slot_of(SLOT_RECORD, name, length, 0));
}

/* A parameter that points to this may be given what is called by one of these names. */
static bool may_take(const struct slots *s, guint64 takes, const char *names)
{
	if (!takes || !*names || type_of(s, takes) == type_named(s, "void", 4))
		return true;
	g_auto(GStrv) all = g_strsplit(names, "|", -1);
	for (char **name = all; *name; name++)
		if (type_named(s, *name, strlen(*name)) == type_of(s, takes))
			return true;
	return false;
}

static bool may_be_meant(const struct slots *s, const struct fact *fact, const struct slot_use *use, bool cast)
{
	bool counted = fact->n_parameters < 0 || (unsigned)fact->n_parameters == use->n_args || fact->is_cxx;
	if (!counted || (use->result && fact->gives_nothing && !cast))
		return false;
	for (guint i = 0; fact->takes && !fact->is_cxx && !cast && use->takes && use->takes[i]; i++)
		if (i < fact->takes->len && !may_take(s, g_array_index(fact->takes, guint64, i), use->takes[i]))
			return false;
	return true;
}

struct slots *slots_new(const struct facts *f, GArray *puts, const GArray *pairs, const GArray *aliases)
{
	struct slots *s = g_new0(struct slots, 1);
	g_autoptr(GHashTable) records = records_of(pairs), called = slot_set_new();
	s->puts = g_array_ref(puts);
	s->first = g_hash_table_new(hash_slot, g_int64_equal);
	s->effects = g_array_new(FALSE, TRUE, sizeof(unsigned[ARITIES]));
	s->aliases = g_hash_table_new_full(hash_slot, g_int64_equal, g_free, g_free);
	add_aliases(s, aliases);
	index_puts(s);
	for (guint32 i = 0; i < f->all->len; i++) {
		const GArray *calls = fact_of(f, i)->pointers;
		for (guint k = 0; calls && k < calls->len; k++)
			set_add(called, g_array_index(calls, struct slot_call, k).slot);
	}
	for (guint i = 0; i < s->puts->len; i++)
		if (put_at(s, i)->word == PUT_SLOT)
			set_add(called, put_at(s, i)->from);
	link_members(s, records, called);
	index_puts(s);
	g_array_set_size(s->effects, s->puts->len);
	return s;
}

const GArray *slots_puts(const struct facts *f)
{
	return f->slots->puts;
}

void slots_free(struct slots *s)
{
	if (!s)
		return;
	g_array_unref(s->puts);
	g_hash_table_unref(s->first);
	g_array_unref(s->effects);
	g_hash_table_unref(s->aliases);
	g_free(s);
}

static bool slot_begins(const struct slots *s, guint64 slot, guint32 *out)
{
	guint32 first = GPOINTER_TO_UINT(g_hash_table_lookup(s->first, &slot));
	*out = first - 1;
	return first != 0;
}

/* --- functions -----------------------------------------------------------------------------------------------------
 */

static const struct word *word_of(const struct facts *f, const struct put *p)
{
	return &g_array_index(f->words->all, struct word, p->word);
}

static const struct source_entry *file_of(const struct facts *f, const struct put *p)
{
	return f->walk->entries->pdata[p->entry];
}

static void meant_by(const struct facts *f, const struct put *p, const struct word *w, GArray *out)
{
	if (p->anywhere)
		g_array_append_vals(out, w->facts->data, w->facts->len);
	else
		facts_choose(f, file_of(f, p)->path, w->facts, out);
}

static unsigned library_effects(const struct word *w)
{
	return (w->kind & WORD_STOP ? (unsigned)EFFECT_STOPS : 0) |
	       (w->kind & (WORD_RULE | WORD_FALLBACK) ? (unsigned)EFFECT_CALLS : 0);
}

static bool takes(const struct fact *fact, unsigned n_args)
{
	return fact->n_parameters < 0 || (unsigned)fact->n_parameters == n_args || fact->is_cxx; /* default arguments */
}

/* --- what may come of it -------------------------------------------------------------------------------------------
 */

static bool add_effects(unsigned *into, unsigned effects)
{
	bool changed = (effects & ~*into) != 0;
	*into |= effects;
	return changed;
}

static bool add_function(unsigned *into, const struct fact *fact)
{
	bool changed = false;
	for (unsigned n = 0; n < ARITIES; n++)
		if (n == ARITIES - 1 || takes(fact, n))
			changed |= add_effects(&into[n], fact->deep & ~(unsigned)EFFECT_READS);
	return changed;
}

static bool spread_put(struct facts *f, GArray *found, unsigned *into, const struct put *p)
{
	const struct slots *s = f->slots;
	guint32 from;
	bool changed = false;
	if (p->word == PUT_SLOT || p->word == PUT_LISTED) {
		if (!slot_begins(s, p->from, &from))
			return false;
		const unsigned *effects = (const unsigned *)(const void *)s->effects->data + (size_t)from * ARITIES;
		for (unsigned n = 0; n < ARITIES; n++)
			changed |= add_effects(&into[n], effects[n]);
		return changed;
	}
	if (p->word == PUT_UNREAD && !p->from) {
		for (unsigned n = 0; n < ARITIES; n++)
			changed |= add_effects(&into[n], EFFECTS_UNREAD);
		return changed;
	}
	if (p->word == PUT_UNREAD)
		return add_function(into, fact_of(f, (guint32)p->from - 1));
	const struct word *w = word_of(f, p);
	if (!w->facts) {
		for (unsigned n = 0; n < ARITIES; n++)
			changed |= add_effects(&into[n], library_effects(w));
		return changed;
	}
	g_array_set_size(found, 0);
	if (w->facts->len == 1)
		return add_function(into, fact_of(f, g_array_index(w->facts, guint32, 0)));
	meant_by(f, p, w, found);
	for (guint i = 0; i < found->len; i++)
		changed |= add_function(into, fact_of(f, g_array_index(found, guint32, i)));
	return changed;
}

bool slots_spread(struct facts *f)
{
	struct slots *s = f->slots;
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint32));
	bool changed = false;
	for (guint32 i = 0, first = 0; i < s->puts->len; i++) {
		first = put_at(s, i)->into == put_at(s, first)->into ? first : i;
		unsigned *into = (unsigned *)(void *)s->effects->data + (size_t)first * ARITIES;
		changed |= spread_put(f, found, into, put_at(s, i));
	}
	return changed;
}

unsigned slots_effects(const struct facts *f, const struct slot_call *call)
{
	guint32 first;
	if (!slot_begins(f->slots, call->slot, &first))
		return 0;
	unsigned n = MIN(call->n_args, ARITIES - 1u);
	return ((const unsigned *)(const void *)f->slots->effects->data)[(size_t)first * ARITIES + n];
}

/* --- what lies in it -----------------------------------------------------------------------------------------------
 */

struct pointing {
	const struct facts *facts;
	const struct slot_use *use;
	const struct source_entry *only; /* puts of this file alone; NULL: of all */
	GHashTable *seen;                /* set of slots */
	bool further; /* not the slot that is called: a member that is listed may be any of the record */
	bool in_list; /* what is listed elsewhere is no part of it */
	GArray *work; /* of guint64: slots */
	struct pointed *out;
};

static void visit(struct pointing *p, guint64 slot)
{
	if (set_add(p->seen, slot))
		g_array_append_val(p->work, slot);
}

static void add_target(struct pointing *p, const char *name, guint32 fact)
{
	struct pointed_function f = {name, fact};
	for (guint i = 0; i < p->out->functions->len; i++) {
		const struct pointed_function *old = &g_array_index(p->out->functions, struct pointed_function, i);
		if (old->name == f.name && old->fact == f.fact)
			return;
	}
	g_array_append_val(p->out->functions, f);
}

static void take_word(struct pointing *p, const struct put *put)
{
	const struct word *w = word_of(p->facts, put);
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint32));
	if (!w->facts) {
		add_target(p, w->name, FACT_NONE);
		return;
	}
	meant_by(p->facts, put, w, found);
	for (guint i = 0; i < found->len; i++) {
		guint32 number = g_array_index(found, guint32, i);
		const struct fact *fact = fact_of(p->facts, number);
		if (fact->is_macro)
			visit(p, slot_of(SLOT_RESULT, fact->name, strlen(fact->name), 0));
		else if (!fact->is_table && may_be_meant(p->facts->slots, fact, p->use, put->cast))
			add_target(p, fact->name, number);
	}
}

static void slots_listed(struct pointing *of, guint64 slot);

static void take_slot(struct pointing *p, guint64 slot)
{
	const struct slots *s = p->facts->slots;
	guint32 i;
	if (!slot_begins(s, slot, &i))
		return;
	for (; i < s->puts->len && put_at(s, i)->into == slot; i++) {
		const struct put *put = put_at(s, i);
		if (put->word == PUT_LISTED && !p->further) {
			if (!p->in_list)
				slots_listed(p, put->from);
			continue;
		}
		if (p->only && file_of(p->facts, put) != p->only)
			continue;
		if (put->word == PUT_SLOT || put->word == PUT_LISTED)
			visit(p, put->from);
		else if (put->word == PUT_UNREAD)
			p->out->unread |= put->from ? fact_of(p->facts, (guint32)put->from - 1)->deep : ~0u;
		else
			take_word(p, put);
	}
}

void slots_point(const struct facts *f, guint64 slot, const struct slot_use *use, const struct source_entry *only,
		 struct pointed *out)
{
	g_autoptr(GHashTable) seen = slot_set_new();
	g_autoptr(GArray) work = g_array_new(FALSE, FALSE, sizeof(guint64));
	struct pointing p = {f, use, only, seen, false, false, work, out};
	visit(&p, slot);
	for (guint i = 0; i < work->len; i++) {
		take_slot(&p, g_array_index(work, guint64, i));
		p.only = NULL;
		p.further = true;
	}
	slots_listed(&p, slot_of(SLOT_LISTED, "", 0, 0));
}

static void slots_listed(struct pointing *of, guint64 slot)
{
	const struct slots *s = of->facts->slots;
	guint32 i;
	if (!slot_begins(s, slot, &i))
		return;
	for (; i < s->puts->len && put_at(s, i)->into == slot; i++) {
		g_autoptr(GArray) functions = g_array_new(FALSE, FALSE, sizeof(struct pointed_function));
		g_autoptr(GHashTable) seen = slot_set_new();
		g_autoptr(GArray) work = g_array_new(FALSE, FALSE, sizeof(guint64));
		struct pointed pointed = {functions, of->out->listed, 0};
		struct pointing p = {of->facts, of->use, NULL, seen, false, true, work, &pointed};
		const struct put *put = put_at(s, i);
		if (put->word == PUT_SLOT)
			visit(&p, put->from);
		else if (put->word != PUT_UNREAD)
			take_word(&p, put);
		guint named = functions->len;
		for (guint k = 0; k < work->len; k++)
			take_slot(&p, g_array_index(work, guint64, k));
		for (guint k = named; k < functions->len; k++) /* where it is listed it has another name */
			add_target(of, g_array_index(functions, struct pointed_function, k).name,
				   g_array_index(functions, struct pointed_function, k).fact);
		of->out->unread |= pointed.unread;
		for (guint k = 0; k < named; k++) {
			struct listed_function l = {g_array_index(functions, struct pointed_function, k),
						    file_of(of->facts, put)};
			g_array_append_val(of->out->listed, l);
		}
	}
}

/* --- keys ----------------------------------------------------------------------------------------------------------
 */

/* "name", "function()" or "function(2)" before the end. */
static guint64 slot_in_key(const char *key, size_t length)
{
	const char *open = key[length - 1] == ')' ? g_strrstr_len(key, (gssize)length, "(") : NULL;
	if (!open)
		return slot_of(SLOT_NAMED, key, length, 0);
	size_t name = (size_t)(open - key);
	if (open[1] == ')')
		return slot_of(SLOT_RESULT, key, name, 0);
	return slot_of(SLOT_PARAMETER, key, name, g_ascii_strtoull(open + 1, NULL, 10));
}

guint64 facts_slot_of_key(const char *key)
{
	const char *arguments = strchr(key, '/');
	return arguments && arguments > key ? slot_in_key(key, (size_t)(arguments - key)) : 0;
}

static const struct source_entry *entry_named(const struct facts *f, const char *path)
{
	for (guint i = 0; path && i < f->walk->entries->len; i++) {
		const struct source_entry *e = f->walk->entries->pdata[i];
		if (strcmp(e->path, path) == 0)
			return e;
	}
	return NULL;
}

void facts_point(const struct facts *f, const char *key, const char *path, struct pointed *out)
{
	const char *arguments = strchr(key, '/'), *records = arguments ? strchr(arguments + 1, '/') : NULL;
	if (!records || arguments == key)
		return;
	g_auto(GStrv) takes = g_strsplit(records + 1, ",", -1);
	struct slot_use use = {(unsigned)g_ascii_strtoull(arguments + 1, NULL, 10), records[-1] == '=', takes};
	slots_point(f, slot_in_key(key, (size_t)(arguments - key)), &use, entry_named(f, path), out);
}
