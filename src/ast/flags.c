/* Flags beside those of a compile database: what every parse gets, and what a file without a command gets. */
#include "ast/ladder.h"

#include <string.h>

#include "source/walk.h"

/* For every parse: say everything, warn of nothing, go on after any number of errors. */
static const char *const always[] = {"-Wno-everything",
				     "-ferror-limit=0",
				     "-fno-caret-diagnostics",
				     "-fbracket-depth=1024",
				     "-fsyntax-only",
				     "-Wno-error",
				     "-Wno-implicit-function-declaration",
				     "-Wno-int-conversion",
				     "-Wno-implicit-int",
				     "-Wno-incompatible-function-pointer-types",
				     NULL};

void flags_add_always(GPtrArray *flags)
{
	for (const char *const *f = always; *f; f++)
		g_ptr_array_add(flags, g_strdup(*f));
}

bool flags_is_cxx(const struct ast_request *request)
{
	return source_is_cxx(request->path) || request->cxx_header;
}

bool flags_say_cxx(const GPtrArray *flags, const struct ast_request *request, const struct compdb_command *command)
{
	bool cxx = request->contexts && command ? source_is_cxx(command->file) : flags_is_cxx(request);

	for (guint i = 0; i < flags->len; i++) {
		const char *flag = flags->pdata[i];
		const char *value = strcmp(flag, "-x") == 0 && i + 1 < flags->len ? flags->pdata[i + 1]
				    : g_str_has_prefix(flag, "-x")                ? flag + 2
										  : NULL;

		if (value)
			cxx = g_str_has_prefix(value, "c++");
	}
	return cxx;
}

/* The standard library of C++20 takes twice as long to read: it is only asked for where some text needs it, or when
 * the older one did not do. */
static const char newest[] = "-std=gnu++20", usual[] = "-std=gnu++17";

bool flags_use_newest(GPtrArray *flags)
{
	for (guint i = 0; i < flags->len; i++) {
		if (strcmp(flags->pdata[i], usual) != 0)
			continue;
		g_free(flags->pdata[i]);
		flags->pdata[i] = g_strdup(newest);
		return true;
	}
	return false;
}

GPtrArray *flags_made_up(bool cxx)
{
	GPtrArray *flags = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(flags, g_strdup("-x"));
	g_ptr_array_add(flags, g_strdup(cxx ? "c++" : "c"));
	g_ptr_array_add(flags, g_strdup(cxx ? usual : "-std=gnu17"));
	if (!cxx)
		g_ptr_array_add(flags, g_strdup("-fms-extensions"));
	g_ptr_array_add(flags, g_strdup("-D_GNU_SOURCE"));
	for (const char *const *name = conditions_library_macros(); *name; name++)
		g_ptr_array_add(flags, g_strdup_printf("-D%s=1", *name));
	flags_add_always(flags);
	return flags;
}

static void add_macro(GPtrArray *flags, const struct config_macro *m)
{
	g_ptr_array_add(flags,
			m->value ? g_strdup_printf("-D%s=%s", m->name, m->value) : g_strdup_printf("-U%s", m->name));
}

static bool has_macro(const struct config *config, const char *name)
{
	for (guint i = 0; config && i < config->macros->len; i++)
		if (g_array_index(config->macros, struct config_macro, i).name == name)
			return true;
	return false;
}

void flags_add_config(GPtrArray *flags, const struct config *config, const struct ast_request *request)
{
	for (guint i = 0; config && i < config->macros->len; i++)
		add_macro(flags, &g_array_index(config->macros, struct config_macro, i));
	for (guint i = 0; request->assumed && i < request->assumed->len; i++) {
		const struct config *assumed = request->assumed->pdata[i];

		for (guint k = 0; k < assumed->macros->len; k++) {
			const struct config_macro *m = &g_array_index(assumed->macros, struct config_macro, k);

			if (!has_macro(config, m->name))
				add_macro(flags, m);
		}
	}
}
