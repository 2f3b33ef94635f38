/* What an answer hangs on: the files that were parsed or included, the names that all files were searched for, and the
 * functions whose text was read for what they do. A file that is none of these, holds none of those names and defines
 * none of those functions can change as it likes. */
#include "scan/reach.h"

#include <string.h>

#include "cfg/key.h"
#include "flow/event_loops.h"
#include "scan/facts_slots.h"
#include "source/path.h"
#include "util/set.h"

struct reaching {
	struct tree *tree;
	GHashTable *files, *mentions, *defines; /* sets of interned */
	GHashTable *seen;                       /* set of facts' numbers + 1 */
};

static void add(GHashTable *set, const char *name)
{
	if (name && *name)
		g_hash_table_add(set, (gpointer)g_intern_string(name));
}

static void add_files(struct reaching *r)
{
	const struct tree *t = r->tree;
	GHashTableIter it;
	gpointer name;

	for (guint i = 0; i < t->order->len; i++)
		add(r->files, ((const struct candidate *)t->order->pdata[i])->entry->path);
	if (!t->premises)
		return;
	g_hash_table_iter_init(&it, t->premises->reads);
	while (g_hash_table_iter_next(&it, &name, NULL)) {
		g_autofree char *plain = path_absolute("/", name);

		add(r->files, path_below(t->options->root, plain));
	}
}

/* Whom the function calls, and whom those call. */
static void go_down(struct reaching *r, guint32 number)
{
	const struct fact *fact = facts_at(r->tree->facts, number);

	if (!g_hash_table_add(r->seen, GUINT_TO_POINTER(number + 1)))
		return;
	add(r->defines, fact->name);
	for (guint i = 0; fact->calls && i < fact->calls->len; i++)
		go_down(r, g_array_index(fact->calls, guint32, i));
}

/* Who calls the function: each of them counts by what it does, and macros stand for the name. */
static void go_up(struct reaching *r, guint32 number, unsigned depth)
{
	const struct fact *fact = facts_at(r->tree->facts, number);

	add(r->mentions, fact->name);
	for (guint i = 0; depth && fact->callers && i < fact->callers->len; i++) {
		guint32 caller = g_array_index(fact->callers, guint32, i);

		go_down(r, caller);
		if (facts_at(r->tree->facts, caller)->is_macro)
			go_up(r, caller, depth - 1);
	}
}

#define MACROS_DEEP 16 /* that stand for each other */

static void add_function(struct reaching *r, const char *name, bool callers)
{
	const GArray *numbers = r->tree->facts ? facts_named(r->tree->facts, g_intern_string(name)) : NULL;

	add(r->defines, name);
	if (callers)
		add(r->mentions, name);
	for (guint i = 0; numbers && i < numbers->len; i++) {
		go_down(r, g_array_index(numbers, guint32, i));
		if (callers)
			go_up(r, g_array_index(numbers, guint32, i), MACROS_DEEP);
	}
}

/* Who names the slot may put something there, who names a function that lies in it may put it elsewhere. */
static void add_slot(struct reaching *r, const struct wish *w)
{
	g_autoptr(GArray) functions = g_array_new(FALSE, FALSE, sizeof(struct pointed_function));
	g_autoptr(GArray) listed = g_array_new(FALSE, FALSE, sizeof(struct listed_function));
	g_autofree char *name = g_strndup(w->key, strcspn(w->key, "(/"));
	struct pointed p = {functions, listed, 0};

	add(r->mentions, name);
	if (!r->tree->facts)
		return;
	facts_read_deep(r->tree->facts);
	facts_point(r->tree->facts, w->key, w->path, &p);
	for (guint i = 0; i < functions->len; i++) {
		const struct pointed_function *f = &g_array_index(functions, struct pointed_function, i);

		add(r->mentions, f->name);
		if (f->fact != FACT_NONE)
			go_down(r, f->fact);
	}
}

static void add_wish(struct reaching *r, const struct wish *w)
{
	g_autofree char *name = cfg_key_name(w->key);

	if (w->kind == WISH_THROUGH) {
		add(r->mentions, name);
	} else if (w->kind == WISH_POINTER) {
		add_slot(r, w);
	} else if (w->kind == WISH_VARIABLE) {
		add(r->mentions, w->key);
		add(r->mentions, RUN_REACH_PASTED);
	} else if (w->kind == WISH_WAITS) {
		g_autoptr(GPtrArray) words = event_loop_waiting_names();

		for (guint i = 0; i < words->len; i++)
			add(r->mentions, words->pdata[i]);
		add(r->mentions, w->key);
	} else {
		add_function(r, name, wish_is_for_callers(w));
	}
}

static int by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void list(GHashTable *set, GPtrArray *out)
{
	list_add_keys(out, set);
	g_ptr_array_sort(out, by_text);
}

void reach_take(struct tree *t)
{
	g_autoptr(GHashTable) files = g_hash_table_new(NULL, NULL), mentions = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) defines = g_hash_table_new(NULL, NULL), seen = g_hash_table_new(NULL, NULL);
	struct reaching r = {t, files, mentions, defines, seen};
	GHashTableIter it;
	gpointer wish;

	add_files(&r);
	for (guint i = 0; i < t->names->len; i++)
		add(mentions, t->names->pdata[i]);
	g_hash_table_iter_init(&it, t->asked);
	while (g_hash_table_iter_next(&it, &wish, NULL))
		add_wish(&r, wish);
	list(files, t->run->reach.files);
	list(mentions, t->run->reach.mentions);
	list(defines, t->run->reach.defines);
}
