/* Compiler arguments. A compile database is untrusted input: some flags load code into the compiler (-fplugin, -Xclang
 * -load,
 * @file, -wrapper), so only what stands in the table gets through. */
#include "ast/ladder.h"

#include <string.h>

#include "source/compdb.h"
#include "source/walk.h"

enum shape {
	JOINED,          /* -DX: one argument */
	JOINED_SEPARATE, /* -DX or -D X */
	SEPARATE,        /* -include X */
	EXACT
};

enum meaning { PLAIN, PATH };

static const struct {
	const char *flag;
	enum shape shape;
	enum meaning meaning;
} passing[] = {
	{"-D", JOINED_SEPARATE, PLAIN},
	{"-U", JOINED_SEPARATE, PLAIN},
	{"-I", JOINED_SEPARATE, PATH},
	{"-isystem", JOINED_SEPARATE, PATH},
	{"-iquote", JOINED_SEPARATE, PATH},
	{"-idirafter", JOINED_SEPARATE, PATH},
	{"-include", SEPARATE, PATH},
	{"-imacros", SEPARATE, PATH},
	{"--sysroot=", JOINED, PLAIN},
	{"-isysroot", JOINED_SEPARATE, PATH},
	{"-std=", JOINED, PLAIN},
	{"-ansi", EXACT, PLAIN},
	{"-x", JOINED_SEPARATE, PLAIN},
	{"-m32", EXACT, PLAIN},
	{"-m64", EXACT, PLAIN},
	{"-pthread", EXACT, PLAIN},
	{"-nostdinc", EXACT, PLAIN},
	{"-nostdinc++", EXACT, PLAIN},
	{"-funsigned-char", EXACT, PLAIN},
	{"-fsigned-char", EXACT, PLAIN},
	{"-fshort-enums", EXACT, PLAIN},
	{"-fno-exceptions", EXACT, PLAIN},
	{"-fexceptions", EXACT, PLAIN},
	{"-fno-rtti", EXACT, PLAIN},
	{"-fgnu89-inline", EXACT, PLAIN},
	{"-fms-extensions", EXACT, PLAIN},
	{"-fplan9-extensions", EXACT, PLAIN},
	{"-fcommon", EXACT, PLAIN},
	{"-fno-builtin", EXACT, PLAIN},
	{"-ffreestanding", EXACT, PLAIN},
	{"-fopenmp", EXACT, PLAIN},
	{"-fcoroutines", EXACT, PLAIN},
};

/* Dropped together with the argument behind them, which would else be read as a flag of its own. */
static const char *const dropped_pairs[] = {"-Xclang",     "-Xlinker",   "-Xpreprocessor",
					    "-Xassembler", "-Xanalyzer", "-mllvm",
					    "-plugin",     "-load",      "-o",
					    "-MF",         "-MT",        "-MQ",
					    "-MJ",         "-arch",      "-target",
					    "--param",     "-T",         "-wrapper",
					    "-specs",      "-aux-info",  NULL};

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

static void add_always(GPtrArray *flags)
{
	for (const char *const *f = always; *f; f++)
		g_ptr_array_add(flags, g_strdup(*f));
}

static void add_path(GPtrArray *flags, const char *flag, const char *value, const char *directory)
{
	g_ptr_array_add(flags, g_strdup(flag));
	g_ptr_array_add(flags, g_path_is_absolute(value) ? g_strdup(value) : g_build_filename(directory, value, NULL));
}

/* The number of arguments used; 0 when the flag does not pass. */
static unsigned pass(GPtrArray *flags, char **args, unsigned i, const char *directory)
{
	const char *arg = args[i];
	for (unsigned k = 0; k < G_N_ELEMENTS(passing); k++) {
		size_t n = strlen(passing[k].flag);
		bool exact = strcmp(arg, passing[k].flag) == 0;
		if (strncmp(arg, passing[k].flag, n) != 0 ||
		    (!exact && (passing[k].shape == EXACT || passing[k].shape == SEPARATE)))
			continue;
		bool separate = exact && (passing[k].shape == SEPARATE || passing[k].shape == JOINED_SEPARATE);
		const char *value = separate ? args[i + 1] : arg + n;
		if (separate && !value)
			return 1;
		if (passing[k].meaning == PATH) {
			add_path(flags, passing[k].flag, value, directory);
		} else if (separate) {
			g_ptr_array_add(flags, g_strdup(arg));
			g_ptr_array_add(flags, g_strdup(value));
		} else {
			g_ptr_array_add(flags, g_strdup(arg));
		}
		return separate ? 2 : 1;
	}
	return 0;
}

GPtrArray *flags_of_command(const struct compdb_command *command, const char *file)
{
	GPtrArray *flags = g_ptr_array_new_with_free_func(g_free);
	unsigned n = g_strv_length(command->args);
	for (unsigned i = 0; i < n;) {
		bool pair = g_strv_contains(dropped_pairs, command->args[i]);
		unsigned used = pair ? 2 : pass(flags, command->args, i, command->directory);
		i += used ? used : 1;
	}
	(void)file;
	g_ptr_array_add(flags, g_strdup("-working-directory"));
	g_ptr_array_add(flags, g_strdup(command->directory));
	add_always(flags);
	return flags;
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
	add_always(flags);
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
