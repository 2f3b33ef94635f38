/* What a verdict assumes of functions that nobody could look into: that they return and leave errno alone (SEMANTICS,
 * "Feasible"). Noted as events, so that a path knows which of them it has come through; told in words. */
#include "flow/assumed.h"

#include <string.h>

#include "cfg/key.h"
#include "rules/library.h"

enum { KNOWN_DEFINED = 1 }; /* program_known("~NAME"): the text of some file defines it */

#define THROUGH_POINTER '*' /* a text that begins so is how a pointer is written, others are functions' keys */

/* --- which calls ------------------------------------------------------------------------------------------------ */

/* What the library is known to do needs no assumption. A name that means the library's function only where that does
 * not return, means another one here: the path went on. */
static bool is_library(const struct cfg_stmt *call)
{
	const char *key = call->callee->name;
	static const char *const prefixes[] = {"c:@N@std@", "c:@F@operator new", "c:@F@operator delete", "__builtin_"};
	for (unsigned i = 0; i < G_N_ELEMENTS(prefixes); i++)
		if (g_str_has_prefix(key, prefixes[i]))
			return true;
	if (library_has_plain(key))
		return true;
	const struct library_function *f = library_find(key);
	return f && library_takes(f, call->n_args) && (!(f->does & LIBRARY_NO_RETURN) || f->unless_zero);
}

/* "ops->told" of "ops->told(fd, 3)"; "(*told)" of "(*told)(fd)". */
static char *pointer_text(const struct cfg_stmt *call)
{
	const char *text = call->text ? call->text : "";
	unsigned depth = 0;
	for (const char *at = text; *at; at++) {
		bool arguments = *at == '(' && depth == 0 && at > text;
		if (arguments)
			return g_strndup(text, (gsize)(at - text));
		depth += *at == '(';
		depth -= *at == ')' && depth > 0;
	}
	return g_strdup("");
}

static const char *assumed_text(const struct cfg_stmt *call)
{
	if (call->callee->kind != CFG_FUNC) {
		g_autofree char *pointer = pointer_text(call);
		g_autofree char *text = g_strdup_printf("%c%s", THROUGH_POINTER, pointer);
		return g_intern_string(text);
	}
	g_autofree char *name = cfg_key_name(call->callee->name);
	return *name && !is_library(call) ? call->callee->name : NULL;
}

void assumed_note(struct explorer *x, const struct state *s, const struct cfg_stmt *call)
{
	const char *text = s->attempt.pending ? assumed_text(call) : NULL;
	if (text)
		explorer_event(x, &(struct event){.kind = EVENT_OUTSIDE,
						  .function = state_top(s)->function,
						  .stmt = call,
						  .subject = text});
}

/* --- where ------------------------------------------------------------------------------------------------------ */

static void add_call(const struct event *e, GHashTable *out)
{
	if (e->kind == EVENT_OUTSIDE)
		g_hash_table_add(out, (gpointer)e->subject);
}

void assumed_everywhere(const struct explorer *x, GHashTable *out)
{
	for (guint i = 0; i < x->events->len; i++)
		add_call(&g_array_index(x->events, struct event, i), out);
}

static bool decides(const struct told *t)
{
	switch (t->event.kind) {
	case EVENT_BRANCH:
	case EVENT_SWITCH: return t->keep;
	case EVENT_FALLBACK:
	case EVENT_AGAIN: return true;
	default: return false;
	}
}

void assumed_before_decision(const GArray *path, GHashTable *out)
{
	guint end = path->len;
	while (end > 0 && !decides(&g_array_index(path, struct told, end - 1)))
		end--;
	for (guint i = 0; i < end; i++)
		add_call(&g_array_index(path, struct told, i).event, out);
}

/* --- words ------------------------------------------------------------------------------------------------------ */

static const struct global_values *definition_of(const struct program *program, const char *name, GHashTable *wanted)
{
	g_autofree char *key = g_strconcat("~", name, NULL);
	const struct global_values *known = program_known(program, g_intern_string(key));
	if (!known)
		g_hash_table_add(wanted, (gpointer)wish_of(WISH_WAITS, g_intern_string(name), NULL, 0));
	return known;
}

static const char *why_of(const struct program *program, const char *name, GHashTable *wanted)
{
	const struct global_values *known = definition_of(program, name, wanted);
	if (!known)
		return "its definition was not looked for";
	return known->bits & KNOWN_DEFINED ? "its definition was not followed" : "it is not in the tree";
}

bool assumed_is_outside(const struct explorer *x, const struct cfg_stmt *call)
{
	if (call->callee->kind != CFG_FUNC || is_library(call))
		return false;
	g_autofree char *name = cfg_key_name(call->callee->name);
	const struct global_values *known = *name ? definition_of(x->program, name, x->wanted) : NULL;
	return known && !(known->bits & KNOWN_DEFINED);
}

static char *sentence(const struct program *program, const char *text, GHashTable *wanted)
{
	if (*text == THROUGH_POINTER && text[1])
		return g_strdup_printf("a call through `%s` returns and leaves errno alone: its target is not known",
				       text + 1);
	if (*text == THROUGH_POINTER)
		return g_strdup("a call through a pointer returns and leaves errno alone: its target is not known");
	g_autofree char *name = cfg_key_name(text);
	return g_strdup_printf("%s() returns and leaves errno alone: %s", name, why_of(program, name, wanted));
}

static int by_words(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *assumed_words(const struct program *program, GHashTable *calls, GHashTable *wanted)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	GHashTableIter it;
	gpointer text;
	g_hash_table_iter_init(&it, calls);
	while (g_hash_table_iter_next(&it, &text, NULL)) {
		g_autofree char *said = sentence(program, text, wanted);
		if (!g_ptr_array_find_with_equal_func(words, said, g_str_equal, NULL))
			g_ptr_array_add(words, g_steal_pointer(&said));
	}
	g_ptr_array_sort(words, by_words);
	return words;
}
