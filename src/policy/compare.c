/* An id has no line number in it, so most edits leave it alone; a renamed file or function does not. Those are paired
 * up by what they have in common, but only where the old place is proven to be gone: a new finding must never pass for
 * an old one that happens to look alike. */
#include "policy/compare.h"

#include <string.h>

#include "model/verdict.h"

/* The verdicts from good to bad. */
static const unsigned verdict_badness[VERDICT_COUNT] = {
	[VERDICT_HANDLED] = 0,     [VERDICT_DEFERRED] = 0,  [VERDICT_UNKNOWN] = 1,
	[VERDICT_CONDITIONAL] = 2, [VERDICT_UNHANDLED] = 3,
};
#define LOST_BADNESS 3

static const char *const kind_words[CHANGE_KIND_COUNT] = {
	[CHANGE_NEW] = "new",
	[CHANGE_FIXED] = "fixed",
	[CHANGE_CHANGED] = "changed",
	[CHANGE_UNCHANGED] = "unchanged",
};

const char *change_kind_name(enum change_kind kind)
{
	return kind_words[kind];
}

/* Known sites. */

bool known_add_state(struct known *known, const char *name, const char *word)
{
	struct known_state state = {g_intern_string(name), g_intern_string(word), 0};
	enum verdict v;
	enum flag_state f;

	if (verdict_parse(word, &v))
		state.badness = verdict_badness[v];
	else if (flag_state_parse(word, &f) && f == FLAG_LOST)
		state.badness = LOST_BADNESS;
	else
		return false;
	g_array_append_val(known->states, state);
	return true;
}

/* What alone is suppressed is left out: it is not known, and told when the suppression goes. */
static void take_states(struct known *known, const struct site *site)
{
	for (guint i = 0; site->suppressed_part != PART_FALLBACK && i < site->verdicts->len; i++) {
		const struct errno_verdict *v = g_ptr_array_index(site->verdicts, i);

		(void)known_add_state(known, v->errno_name, verdict_name(v->verdict));
	}
	for (guint i = 0; i < site->flags->len; i++) {
		const struct flag_verdict *f = g_ptr_array_index(site->flags, i);

		if (f->state == FLAG_LOST && site->suppressed_part != PART_FLAGS)
			(void)known_add_state(known, f->flag, flag_state_name(f->state));
	}
}

struct known *known_new(struct site *site)
{
	struct known *known = g_new0(struct known, 1);

	known->states = g_array_new(FALSE, FALSE, sizeof(struct known_state));
	known->site = site;
	if (!site)
		return known;
	known->id = g_strdup(site->id);
	known->rule = site->rule;
	known->call = site->call;
	known->path = site->where.path;
	known->function = site->function ? site->function : g_intern_static_string("");
	take_states(known, site);
	return known;
}

void known_free(struct known *known)
{
	if (!known)
		return;
	g_array_unref(known->states);
	g_free(known->id);
	g_free(known);
}

GPtrArray *known_of_run(const struct run *run)
{
	GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)known_free);

	for (guint i = 0; i < run->sites->len; i++)
		g_ptr_array_add(all, known_new(g_ptr_array_index(run->sites, i)));
	return all;
}

bool known_is_finding(const struct known *known)
{
	for (guint i = 0; i < known->states->len; i++) {
		if (g_array_index(known->states, struct known_state, i).badness > 0)
			return true;
	}
	return false;
}

static const struct known_state *find_state(const struct known *known, const char *name)
{
	for (guint i = 0; i < known->states->len; i++) {
		const struct known_state *s = &g_array_index(known->states, struct known_state, i);

		if (s->name == name)
			return s;
	}
	return NULL;
}

bool known_is_worse(const struct known *before, const struct known *now)
{
	for (guint i = 0; i < now->states->len; i++) {
		const struct known_state *s = &g_array_index(now->states, struct known_state, i);
		const struct known_state *was = find_state(before, s->name);

		if (s->badness > (was ? was->badness : 0))
			return true;
	}
	return false;
}

static bool same_states(const struct known *a, const struct known *b)
{
	if (a->states->len != b->states->len)
		return false;
	for (guint i = 0; i < a->states->len; i++) {
		const struct known_state *x = &g_array_index(a->states, struct known_state, i);
		const struct known_state *y = find_state(b, x->name);

		if (!y || y->word != x->word)
			return false;
	}
	return true;
}

/* Pairing. */

struct pairing {
	const GPtrArray *before, *now;
	GHashTable *partner; /* struct known * -> the other side's, in both directions */
	const struct compare_files *files;
};

static struct known *at(const GPtrArray *list, guint i)
{
	return g_ptr_array_index(list, i);
}

static bool is_paired(const struct pairing *p, const struct known *known)
{
	return g_hash_table_contains(p->partner, known);
}

static void pair(struct pairing *p, struct known *a, struct known *b)
{
	g_hash_table_insert(p->partner, a, b);
	g_hash_table_insert(p->partner, b, a);
}

static void pair_by_id(struct pairing *p)
{
	g_autoptr(GHashTable) by_id = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < p->before->len; i++)
		g_hash_table_insert(by_id, at(p->before, i)->id, at(p->before, i));
	for (guint i = 0; i < p->now->len; i++) {
		struct known *old = g_hash_table_lookup(by_id, at(p->now, i)->id);

		if (old && !is_paired(p, old))
			pair(p, old, at(p->now, i));
	}
}

static bool same_base(const char *a, const char *b)
{
	g_autofree char *x = g_path_get_basename(a), *y = g_path_get_basename(b);

	return strcmp(x, y) == 0;
}

/* Where a site of a file that is gone is now: in a file of the same name if there is one, or else in the only file
 * that has such a site. */
static struct known *find_moved(const struct pairing *p, const struct known *old)
{
	struct known *found = NULL, *namesake = NULL;
	bool several = false;

	for (guint i = 0; i < p->now->len; i++) {
		struct known *n = at(p->now, i);

		if (is_paired(p, n) || n->rule != old->rule || n->call != old->call || n->function != old->function)
			continue;
		if (!namesake && same_base(n->path, old->path))
			namesake = n;
		several = several || (found && found->path != n->path);
		if (!found)
			found = n;
	}
	return namesake ? namesake : several ? NULL : found;
}

static void pair_moved_files(struct pairing *p)
{
	for (guint i = 0; i < p->before->len; i++) {
		struct known *old = at(p->before, i);

		if (is_paired(p, old) || !p->files->is_gone(old->path, p->files->data))
			continue;
		struct known *moved = find_moved(p, old);

		if (moved)
			pair(p, old, moved);
	}
}

static struct known *find_renamed(const struct pairing *p, const struct known *old)
{
	for (guint i = 0; i < p->now->len; i++) {
		struct known *n = at(p->now, i);

		if (!is_paired(p, n) && n->rule == old->rule && n->call == old->call && n->path == old->path &&
		    n->function != old->function && same_states(old, n))
			return n;
	}
	return NULL;
}

static void pair_renamed_functions(struct pairing *p)
{
	for (guint i = 0; p->files->lacks_word && i < p->before->len; i++) {
		struct known *old = at(p->before, i);

		if (is_paired(p, old) || !*old->function ||
		    !p->files->lacks_word(old->path, old->function, p->files->data))
			continue;
		struct known *renamed = find_renamed(p, old);

		if (renamed)
			pair(p, old, renamed);
	}
}

/* What became of it. */

static enum change_kind kind_of(const struct known *before, const struct known *now)
{
	if (!before)
		return CHANGE_NEW;
	if (!now || (known_is_finding(before) && !known_is_finding(now)))
		return CHANGE_FIXED;
	return same_states(before, now) ? CHANGE_UNCHANGED : CHANGE_CHANGED;
}

static void add_change(GPtrArray *changes, const struct known *before, const struct known *now)
{
	struct change *c = g_new(struct change, 1);
	bool worse = now && (before ? known_is_worse(before, now) : known_is_finding(now));

	*c = (struct change){kind_of(before, now), before, now, worse};
	g_ptr_array_add(changes, c);
}

GPtrArray *compare_known(const GPtrArray *before, const GPtrArray *now, const struct compare_files *files)
{
	g_autoptr(GHashTable) partner = g_hash_table_new(NULL, NULL);
	struct pairing p = {before, now, partner, files};
	GPtrArray *changes = g_ptr_array_new_with_free_func(g_free);

	pair_by_id(&p);
	pair_moved_files(&p);
	pair_renamed_functions(&p);
	for (guint i = 0; i < now->len; i++)
		add_change(changes, g_hash_table_lookup(partner, at(now, i)), at(now, i));
	for (guint i = 0; i < before->len; i++) {
		if (!is_paired(&p, at(before, i)))
			add_change(changes, at(before, i), NULL);
	}
	return changes;
}
