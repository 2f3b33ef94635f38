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

void defined_each(const struct tree *t, defined_visit visit, void *data)
{
	const struct compdb *db = tree_commands(t);

	for (guint i = 0; db && i < db->commands->len; i++) {
		const struct compdb_command *command = db->commands->pdata[i];

		for (char **arg = command->args; arg && *arg; arg++) {
			const char *definition = definition_given(&arg);

			if (definition)
				visit(definition, data);
		}
	}
}

struct found {
	const struct tree *tree;
	const struct source_needles *names;
	GPtrArray *out;
};

/* No command of the file's own defines it: it is defined where it is used. */
static void assume(const struct tree *t, const char *name, const char *definition)
{
	const char *text = strchr(definition, '=');
	g_autofree char *head = g_strndup(definition, (size_t)(text - definition));
	struct config_macro macro = {g_intern_string(head), g_intern_string(text + 1)};
	struct config *config = config_new();

	g_array_append_val(config->macros, macro);
	g_hash_table_insert(t->aliases, (gpointer)name, config);
}

static void add_one(const char *definition, void *data)
{
	const struct found *f = data;
	const char *text = strchr(definition, '=');
	size_t length = strcspn(definition, "(=");

	if (!text || length == 0 || !source_needles_hit(f->names, text + 1, strlen(text + 1)))
		return;
	g_autofree char *macro = g_strndup(definition, length);
	const char *name = g_intern_string(macro);

	if (g_ptr_array_find(f->tree->names, name, NULL) || g_ptr_array_find(f->out, name, NULL))
		return;
	g_ptr_array_add(f->out, (gpointer)name);
	if (!f->tree->compdb)
		assume(f->tree, name, definition);
}

void defined_add(const struct tree *t, GPtrArray *out)
{
	auto_ptr(source_needles) names = source_needles_new(t->names);
	struct found found = {t, names, out};

	defined_each(t, add_one, &found);
}
