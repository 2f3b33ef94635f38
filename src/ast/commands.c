/* A file may be compiled more than once: for several programs, as a library and as a test of it. What differs in output
 * names, warnings and optimisation alone is the same to the parser; what is left is compared by its text and sorted, so
 * that the order of the compile database makes no difference. */
#include "ast/ladder.h"

#include <string.h>

struct cooked {
	const struct compdb_command *command;
	char *text; /* owned: the flags that pass */
};

static void cooked_clear(gpointer data)
{
	g_free(((struct cooked *)data)->text);
}

static char *flags_text(const struct compdb_command *command)
{
	g_autoptr(GPtrArray) flags = flags_of_command(command);

	g_ptr_array_add(flags, NULL);
	return g_strjoinv("\n", (char **)flags->pdata);
}

static int by_text(gconstpointer a, gconstpointer b)
{
	const struct cooked *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	return order ? order : strcmp(x->command->file, y->command->file);
}

GPtrArray *commands_distinct(const struct ast_request *request, unsigned *out_all)
{
	GPtrArray *distinct = g_ptr_array_new();
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(struct cooked));

	g_array_set_clear_func(all, cooked_clear);
	*out_all = 0;
	for (guint i = 0; request->commands && i < request->commands->len; i++) {
		struct cooked c = {request->commands->pdata[i], NULL};
		g_autofree char *flags = flags_text(c.command);

		c.text = g_strconcat(flags, "\n", request->contexts ? request->contexts->pdata[i] : NULL, NULL);
		g_array_append_val(all, c);
	}
	g_array_sort(all, by_text);
	for (guint i = 0; i < all->len; i++) {
		const struct cooked *c = &g_array_index(all, struct cooked, i);

		if (i > 0 && strcmp(c->text, (c - 1)->text) == 0)
			continue;
		if (distinct->len < COMMANDS_MAX)
			g_ptr_array_add(distinct, (gpointer)c->command);
		++*out_all;
	}
	return distinct;
}
