/* Macros of the command line that stand for a call: -Dtake=accept4 in the compile database. No file holds the
 * definition, so that a search of the files alone would find neither it nor its uses. */
#include "scan/defined.h"

#include <string.h>

#include "source/text.h"

/* NAME=TEXT or NAME(a,b)=TEXT behind -D; the argument after *arg is then stepped over. NULL: it defines nothing. */
static const char *definition_given(char ***arg)
{
	if (!g_str_has_prefix(**arg, "-D"))
		return NULL;
	const char *rest = **arg + strlen("-D");

	return *rest || !(*arg)[1] ? rest : *++*arg;
}

static void add_one(const struct tree *t, const struct source_needles *names, const char *definition, GPtrArray *out)
{
	const char *text = strchr(definition, '=');
	size_t length = strcspn(definition, "(=");

	if (!text || length == 0 || !source_needles_hit(names, text + 1, strlen(text + 1)))
		return;
	g_autofree char *macro = g_strndup(definition, length);
	const char *name = g_intern_string(macro);

	if (!g_ptr_array_find(t->names, name, NULL) && !g_ptr_array_find(out, name, NULL))
		g_ptr_array_add(out, (gpointer)name);
}

void defined_add(const struct tree *t, GPtrArray *out)
{
	auto_ptr(source_needles) names = source_needles_new(t->names);

	for (guint i = 0; t->compdb && i < t->compdb->commands->len; i++) {
		const struct compdb_command *command = t->compdb->commands->pdata[i];

		for (char **arg = command->args; arg && *arg; arg++) {
			const char *definition = definition_given(&arg);

			if (definition)
				add_one(t, names, definition, out);
		}
	}
}
