/* Further configurations for a place that its own one does not show. The usual reason: the place is an argument of a
 * macro that has several definitions,
 *     #if defined(HAVE_FCNTL)
 *     #define TRY(new, old) … uses both …
 *     #else
 *     #define TRY(new, old) (old)
 *     #endif
 *     … TRY(accept4(…), accept(…))
 * and nothing over the place itself asks for the one that uses it. Each definition's own condition is put together with
 * the place's.
 *
 * And for a place whose name a macro sends elsewhere, where the call is not there,
 *     #ifndef HAVE_ACCEPT4
 *     #define accept4 my_accept4
 *     #endif
 * the one without that macro. */
#include "ast/ladder.h"

#include <string.h>

#include "ast/skim.h"
#include "source/guard.h"

#define NAMES_MAX 40

struct names {
	const struct source_text *text;
	GPtrArray *list; /* of interned const char *: macros around the place, and those in their replacements */
};

static bool is_macro(const struct source_text *text, const char *name)
{
	for (guint i = 0; i < text->defines->len; i++)
		if (g_array_index(text->defines, struct lex_define, i).name == name)
			return true;
	return false;
}

static void add_name(struct names *n, const char *word, size_t length)
{
	g_autofree char *plain = g_strndup(word, length);
	const char *name = g_intern_string(plain);

	if (n->list->len < NAMES_MAX && !g_ptr_array_find(n->list, name, NULL) && is_macro(n->text, name))
		g_ptr_array_add(n->list, (gpointer)name);
}

static void add_words(struct names *n, const char *body)
{
	for (size_t at = 0, end = strlen(body), next; at < end; at = next) {
		next = at + 1;
		if (!skim_is_word(body[at]))
			continue;
		while (next < end && skim_is_word(body[next]))
			next++;
		add_name(n, body + at, next - at);
	}
}

static void add_around(struct names *n, const struct source_text *file, size_t at)
{
	size_t open;
	char *name;

	while ((name = occurrence_around(file->bytes, at, &open))) {
		add_name(n, name, strlen(name));
		g_free(name);
		at = open;
	}
}

static bool is_known(const GPtrArray *configs, const struct config *config)
{
	for (guint i = 0; i < configs->len; i++) {
		const GArray *macros = ((struct config *)configs->pdata[i])->macros;

		if (macros->len == config->macros->len &&
		    memcmp(macros->data, config->macros->data, macros->len * sizeof(struct config_macro)) == 0)
			return true;
	}
	return false;
}

/* Adds the configuration that has both arms, if there is one. */
static void add_together(GPtrArray *out, const struct source_text *text, int arm, int other, const GPtrArray *tried)
{
	const int arms[] = {arm, other};
	unsigned which[2];
	g_autoptr(GPtrArray) configs = conditions_cover(text, arms, 2, which);

	if (which[0] != which[1] || configs->len != 1 || is_known(tried, configs->pdata[0]) ||
	    is_known(out, configs->pdata[0]))
		return;
	g_ptr_array_set_free_func(configs, NULL);
	g_ptr_array_add(out, configs->pdata[0]);
}

GPtrArray *alternatives_find(const struct source_text *file, const struct lex_match *m, const struct source_text *text,
			     int arm, const GPtrArray *tried)
{
	GPtrArray *out = g_ptr_array_new_with_free_func((GDestroyNotify)config_free);
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	struct names names = {text, list};

	add_name(&names, m->name, strlen(m->name));
	add_around(&names, file, m->offset);
	for (guint k = 0; k < list->len; k++) {
		for (guint i = 0; i < text->defines->len; i++) {
			const struct lex_define *d = &g_array_index(text->defines, struct lex_define, i);

			if (d->name != list->pdata[k] || !d->body)
				continue;
			add_words(&names, d->body);
			if (d->arm >= 0)
				add_together(out, text, arm, d->arm, tried);
		}
	}
	return out;
}

/* --- without a macro of the call's name --------------------------------------------------------------------------- */

/* The conditions under which something defines the name, each in parentheses, with || between them. */
struct definitions {
	GString *guards;
	bool always; /* one stands under no condition: there is no configuration without it */
};

static void add_definition(struct definitions *d, const struct source_text *text, int arm)
{
	g_autofree char *guard = guard_describe(text, arm);

	if (!guard)
		d->always = true;
	else
		g_string_append_printf(d->guards, "%s(%s)", d->guards->len ? " || " : "", guard);
}

/* Those of the file that stand before the place. */
static void own_definitions(struct definitions *d, const struct source_text *file, const struct lex_match *m)
{
	for (guint i = 0; i < file->defines->len; i++) {
		const struct lex_define *def = &g_array_index(file->defines, struct lex_define, i);

		if (def->name == m->name && def->body && def->line < m->line)
			add_definition(d, file, def->arm);
	}
}

static void header_definitions(struct definitions *d, const struct includes *includes, const char *name)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	g_ptr_array_add(names, (gpointer)name);
	auto_ptr(source_needles) needles = source_needles_new(names);

	for (guint i = 0; i < includes->headers->len && !d->always; i++) {
		g_autoptr(GMappedFile) file = source_overlay_map(includes->overlay, includes->headers->pdata[i], NULL);
		const char *bytes = file ? g_mapped_file_get_contents(file) : NULL;

		if (!bytes || !source_needles_hit(needles, bytes, g_mapped_file_get_length(file)))
			continue;
		auto_ptr(source_text) text =
			source_text_lex(includes->headers->pdata[i], bytes, g_mapped_file_get_length(file), needles);

		for (guint k = 0; k < text->defines->len; k++) {
			const struct lex_define *def = &g_array_index(text->defines, struct lex_define, k);

			if (def->name == name && def->body)
				add_definition(d, text, def->arm);
		}
	}
}

struct config *alternatives_undefined(const struct ast_request *request, const struct lex_match *m,
				      const struct source_text *text, int arm, const GPtrArray *tried)
{
	g_autoptr(GString) guards = g_string_new(NULL);
	struct definitions d = {guards, false};

	own_definitions(&d, request->text, m);
	header_definitions(&d, includes_shared(request), m->name);
	if (d.always || guards->len == 0)
		return NULL;
	/* one more arm, behind all the others, that is there where none of the definitions is */
	auto_ptr(source_needles) none = source_needles_new(NULL);
	g_autofree char *head = g_strndup(text->bytes, text->length);
	g_autofree char *bytes = g_strdup_printf("%s\n#if !(%s)\n;\n#endif\n", head, guards->str);
	auto_ptr(source_text) longer = source_text_lex(text->path, bytes, strlen(bytes), none);
	g_autoptr(GPtrArray) out = g_ptr_array_new_with_free_func((GDestroyNotify)config_free);

	if (longer->arms->len != text->arms->len + 1)
		return NULL;
	add_together(out, longer, arm, (int)text->arms->len, tried);
	return out->len ? g_ptr_array_steal_index(out, 0) : NULL;
}
