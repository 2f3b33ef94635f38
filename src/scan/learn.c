/* What variables can ever hold: where an answer turns on a test of one that any file may write, all files are read for
 * what they put into it. The text is read, not the tree that a compiler makes of it: a compiler sees one configuration
 * of one system, and what is never written has to hold for all of them. Nothing is concluded where a part of the tree
 * cannot be read, or where nobody in it ever writes the variable: then it is there for somebody else to set. */
#include "scan/tree.h"

#include <string.h>

#include "source/assigned.h"
#include "source/called.h"
#include "source/constants.h"
#include "source/width.h"

#define ROUNDS_MAX    4  /* of constants that are made of constants */
#define VARIABLES_MAX 8  /* in one round */
#define NAMES_MAX     64 /* constants in one round */
#define CALLS_MAX     16 /* of one function, or writes to one variable: more say nothing about when */
#define CALLERS_DEPTH 3

struct lesson {
	struct tree *tree;
	GPtrArray *variables;         /* of struct assigned *, owned */
	struct source_needles *names; /* theirs */
	struct constants *constants;
	GHashTable *callers; /* interned name -> GArray of struct called, owned; empty where it is not only called */
};

static GPtrArray *new_questions(struct tree *t, const GPtrArray *wanted)
{
	GPtrArray *names = g_ptr_array_new();

	for (guint i = 0; i < wanted->len; i++) {
		const struct wish *w = wanted->pdata[i];

		if (w->kind == WISH_VARIABLE && names->len < VARIABLES_MAX && g_hash_table_add(t->asked, (gpointer)w))
			g_ptr_array_add(names, (gpointer)w->key);
	}
	return names;
}

/* The arguments leave nothing of the root out. */
static bool is_whole_root(const struct tree *t)
{
	g_autofree char *here = g_get_current_dir(), *root = g_canonicalize_filename(t->options->root, NULL);

	for (char **path = t->options->files ? NULL : t->options->paths; path && *path; path++) {
		g_autofree char *absolute = g_canonicalize_filename(*path, here);

		if (strcmp(absolute, root) == 0)
			return true;
	}
	return t->options->files || !t->options->paths || !t->options->paths[0];
}

/* All that is written can be seen. */
static bool is_readable(const struct tree *t)
{
	for (guint i = 0; i < t->run->problems->len; i++) {
		const struct problem *p = t->run->problems->pdata[i];

		if (strcmp(p->kind, "unreadable") == 0 || strcmp(p->kind, "encoding") == 0)
			return false;
	}
	return !t->walk.left_out && is_whole_root(t);
}

static void read_variables(const struct source_entry *e, const char *bytes, size_t length, void *data)
{
	const struct lesson *l = data;
	bool named = source_needles_hit(l->names, bytes, length), pastes = memmem(bytes, length, "##", 2) != NULL;

	for (guint i = 0; i < l->variables->len && (named || pastes); i++) {
		struct assigned *a = l->variables->pdata[i];

		if (named && !a->open)
			assigned_read(a, e->path, bytes, length);
		if (pastes && !a->open)
			assigned_read_pasted(a, e->path, bytes, length);
	}
}

/* Other sources are not understood: none may name it. */
static bool read_kin(const struct lesson *l)
{
	const struct tree *t = l->tree;

	for (guint i = 0; i < t->walk.kin->len; i++) {
		GMappedFile *file = source_overlay_map(t->options->overlay, t->walk.kin->pdata[i], NULL);

		if (!file)
			return false;
		for (guint k = 0; k < l->variables->len; k++) {
			struct assigned *a = l->variables->pdata[k];

			if (g_mapped_file_get_length(file) &&
			    memmem(g_mapped_file_get_contents(file), g_mapped_file_get_length(file), a->name,
				   strlen(a->name)))
				assigned_open(a, "a source of another kind names it",
					      g_intern_string(t->walk.kin->pdata[i]));
		}
		g_mapped_file_unref(file);
	}
	return true;
}

struct calls_wish {
	GHashTable *callers, *unclear;
	const GPtrArray *names;
};

struct constants_wish {
	struct constants *constants;
	const GPtrArray *names;
};

static void read_constants(const struct source_entry *e, const char *bytes, size_t length, void *data)
{
	const struct constants_wish *wish = data;

	(void)e;
	constants_read(wish->constants, wish->names, bytes, length);
}

static bool is_settled(const struct assigned *a)
{
	return !a->open && a->definitions > 0 && a->writes->len > 0;
}

static bool find_constants(const struct lesson *l)
{
	for (guint i = 0; i < l->variables->len; i++) {
		const struct assigned *a = l->variables->pdata[i];

		for (guint k = 0; is_settled(a) && !a->computed && k < a->values->len; k++)
			constants_want(l->constants, ((struct assigned_value *)a->values->pdata[k])->text);
	}
	for (unsigned round = 0; round < ROUNDS_MAX; round++) {
		g_autoptr(GPtrArray) names = constants_take_wanted(l->constants);
		struct constants_wish wish = {l->constants, names};

		if (names->len == 0)
			return true;
		if (names->len > NAMES_MAX || !tree_each_file(l->tree, names, false, read_constants, &wish))
			return false;
	}
	return true;
}

/* --- who writes, and when ----------------------------------------------------------------------------------------- */

static void read_calls(const struct source_entry *e, const char *bytes, size_t length, void *data)
{
	const struct calls_wish *wish = data;

	for (guint i = 0; i < wish->names->len; i++) {
		GArray *calls = g_hash_table_lookup(wish->callers, wish->names->pdata[i]);

		if (!called_read(wish->names->pdata[i], e->path, bytes, length, calls))
			g_hash_table_add(wish->unclear, wish->names->pdata[i]);
	}
}

static void want_callers(GHashTable *known, GPtrArray *names, const char *function)
{
	if (!function || strcmp(function, "main") == 0 || g_hash_table_contains(known, function))
		return;
	g_hash_table_insert(known, (gpointer)function, g_array_new(FALSE, FALSE, sizeof(struct called)));
	g_ptr_array_add(names, (gpointer)function);
}

/* Reads who calls the functions, and adds those to the names for the next round. */
static bool find_calls(const struct lesson *l, GPtrArray *names)
{
	g_autoptr(GHashTable) unclear = g_hash_table_new(NULL, NULL);
	g_autoptr(GPtrArray) now = g_ptr_array_copy(names, NULL, NULL);
	struct calls_wish wish = {l->callers, unclear, now};

	g_ptr_array_set_size(names, 0);
	if (now->len > NAMES_MAX || !tree_each_file(l->tree, now, false, read_calls, &wish))
		return false;
	for (guint i = 0; i < now->len; i++) {
		GArray *calls = g_hash_table_lookup(l->callers, now->pdata[i]);

		if (g_hash_table_contains(unclear, now->pdata[i]))
			g_array_set_size(calls, 0);
		for (guint k = 0; k < calls->len && calls->len <= CALLS_MAX; k++)
			want_callers(l->callers, names, g_array_index(calls, struct called, k).function);
	}
	return true;
}

/* Only of what holds one of a few values it matters when that is written, and of what nobody but the program knows. */
static bool is_flag(const struct assigned *a)
{
	return is_settled(a) && (a->listed || a->computed) && a->writes->len <= CALLS_MAX;
}

static void find_callers(const struct lesson *l)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (guint i = 0; i < l->variables->len; i++) {
		const struct assigned *a = l->variables->pdata[i];

		for (guint k = 0; is_flag(a) && k < a->writes->len; k++)
			want_callers(l->callers, names, g_array_index(a->writes, struct assigned_place, k).function);
	}
	for (unsigned round = 0; round < CALLERS_DEPTH && names->len && find_calls(l, names); round++)
		;
}

/* Called once in each program of the tree, from its main function or from what is called so. */
static bool runs_once(const struct lesson *l, const char *function, unsigned depth)
{
	const GArray *calls;

	if (!function || depth > CALLERS_DEPTH)
		return false;
	if (strcmp(function, "main") == 0)
		return true;
	calls = g_hash_table_lookup(l->callers, function);
	if (!calls || calls->len == 0 || calls->len > CALLS_MAX)
		return false;
	for (guint i = 0; i < calls->len; i++) {
		const struct called *c = &g_array_index(calls, struct called, i);

		for (guint k = 0; k < i; k++)
			if (g_array_index(calls, struct called, k).function == c->function &&
			    g_array_index(calls, struct called, k).path == c->path)
				return false;
		if (c->repeats || strcmp(c->function, function) == 0 || !runs_once(l, c->function, depth + 1))
			return false;
	}
	return true;
}

static void add_writer(struct global_values *values, const struct assigned_place *w)
{
	for (guint i = 0; i < values->n_writers; i++)
		if (values->writers[i].function == w->function && values->writers[i].path == w->path)
			return;
	if (!w->function || values->n_writers == GLOBAL_WRITERS_MAX)
		values->scattered = true;
	else
		values->writers[values->n_writers++] = (struct global_writer){w->function, w->path};
}

static void set_writers(const struct lesson *l, const struct assigned *a, struct global_values *values)
{
	values->scattered = !is_flag(a);
	for (guint i = 0; i < a->writes->len && !values->scattered; i++) {
		const struct assigned_place *w = &g_array_index(a->writes, struct assigned_place, i);

		if (a->computed || w->repeats || !runs_once(l, w->function, 0))
			add_writer(values, w);
	}
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static int by_value(gconstpointer a, gconstpointer b)
{
	const gint64 *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

struct width_wish {
	struct width width;
	const char *name;
};

static void read_width(const struct source_entry *e, const char *bytes, size_t length, void *data)
{
	struct width_wish *wish = data;

	(void)e;
	width_read(&wish->width, wish->name, bytes, length);
}

static bool types_are_wide(const struct lesson *l, const struct assigned *a)
{
	for (guint i = 0; i < a->types->len; i++) {
		g_autoptr(GPtrArray) names = g_ptr_array_new();
		struct width_wish wish = {{0}, a->types->pdata[i]};

		g_ptr_array_add(names, (gpointer)wish.name);
		if (!tree_each_file(l->tree, names, false, read_width, &wish) || !wish.width.wide || wish.width.other)
			return false;
	}
	return true;
}

/* Who writes it is known, and not what. */
static struct global_values *computed_values_of(const struct lesson *l, const struct assigned *a)
{
	struct global_values values = {.bits = G_MAXUINT64, .computed = true};

	set_writers(l, a, &values);
	return values.scattered ? NULL : g_memdup2(&values, sizeof(values));
}

/* NULL where some value is not known. */
static struct global_values *values_of(const struct lesson *l, const struct assigned *a)
{
	if (a->computed)
		return computed_values_of(l, a);
	struct global_values values = {0};
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(gint64));

	for (guint i = 0; i < a->values->len; i++) {
		const struct assigned_value *v = a->values->pdata[i];
		g_autoptr(GArray) own = g_array_new(FALSE, FALSE, sizeof(gint64));

		if (!constants_evaluate(l->constants, v->text, own))
			return NULL;
		for (guint k = 0; k < own->len; k++)
			values.bits |= (guint64)g_array_index(own, gint64, k);
		g_array_append_vals(all, own->data, own->len);
	}
	g_array_sort(all, by_value);
	for (guint i = 0; i < all->len && values.n_values < GLOBAL_VALUES_MAX; i++)
		if (values.n_values == 0 || values.values[values.n_values - 1] != g_array_index(all, gint64, i))
			values.values[values.n_values++] = g_array_index(all, gint64, i);
	bool all_there = all->len && values.values[values.n_values - 1] == g_array_index(all, gint64, all->len - 1);
	if (!a->listed || !all_there) {
		memset(values.values, 0, sizeof(values.values));
		values.n_values = 0;
	}
	if (values.bits > 1 && (a->narrow || !types_are_wide(l, a))) /* not all of that need come back from it */
		return NULL;
	set_writers(l, a, &values);
	return g_memdup2(&values, sizeof(values));
}

static unsigned keep(const struct lesson *l)
{
	unsigned learnt = 0;

	for (guint i = 0; i < l->variables->len; i++) {
		const struct assigned *a = l->variables->pdata[i];
		struct global_values *values = is_settled(a) ? values_of(l, a) : NULL;

		if (!values)
			continue;
		g_hash_table_insert(l->tree->learnt, (gpointer)a->name, values);
		g_hash_table_add(l->tree->answered, (gpointer)wish_of(WISH_VARIABLE, a->name, NULL, 0));
		learnt++;
	}
	return learnt;
}

unsigned tree_learn(struct tree *t, const GPtrArray *wanted)
{
	g_autoptr(GPtrArray) names = new_questions(t, wanted);
	g_autoptr(GPtrArray) variables = g_ptr_array_new_with_free_func((GDestroyNotify)assigned_free);
	auto_ptr(constants) constants = constants_new();
	g_autoptr(GHashTable) callers = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
	auto_ptr(source_needles) needles = source_needles_new(names);
	struct lesson l = {t, variables, needles, constants, callers};

	unsigned waits = tree_learn_waits(t, wanted);
	if (names->len == 0 || !is_readable(t))
		return waits;
	for (guint i = 0; i < names->len; i++)
		g_ptr_array_add(variables, assigned_new(names->pdata[i]));
	if (!tree_each_file(t, names, true, read_variables, &l) || !read_kin(&l) || !find_constants(&l))
		return waits;
	find_callers(&l);
	return waits + keep(&l);
}
