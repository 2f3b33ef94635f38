/* The flags of a compile database. It is untrusted input: some flags load code into the compiler (-fplugin, -Xclang
 * -load, -wrapper), so only what stands in the table gets through. What does not, and would change what the file means,
 * is told, as are flags that gcc takes and clang refuses. */
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
	{"-fshort-wchar", EXACT, PLAIN},
	{"-fpack-struct", EXACT, PLAIN},
	{"-undef", EXACT, PLAIN},
	{"-mx32", EXACT, PLAIN},
};

/* Other spellings of the same: a word of its own, or NAME=VALUE. */
static const struct {
	const char *flag, *as;
} spellings[] = {
	{"--define-macro", "-D"},      {"--undefine-macro", "-U"},
	{"--include-directory", "-I"}, {"--include-directory-after", "-idirafter"},
	{"--include", "-include"},     {"--imacros", "-imacros"},
	{"--sysroot", "-isysroot"},    {"--language", "-x"},
	{"--ansi", "-ansi"},           {"--std", "-std="},
};

/* What begins so says how the file is read, and is not passed on. */
static const char *const mattering[] = {"-iprefix", "-iwithprefix", "-imultilib",        "--target",
					"-target",  "-include-pch", "-fmodule-map-file", "-ivfsoverlay",
					"-specs",   "--specs",      "--config",          NULL};

/* Dropped together with the argument behind them, which would else be read as a flag of its own. */
static const char *const dropped_pairs[] = {"-Xclang",     "-Xlinker",   "-Xpreprocessor",
					    "-Xassembler", "-Xanalyzer", "-mllvm",
					    "-plugin",     "-load",      "-o",
					    "-MF",         "-MT",        "-MQ",
					    "-MJ",         "-arch",      "-target",
					    "--param",     "-T",         "-wrapper",
					    "-specs",      "-aux-info",  NULL};

/* --- spelling ---------------------------------------------------------------------------------------------------- */

static void add_word(GPtrArray *words, const char *word)
{
	for (unsigned k = 0; k < G_N_ELEMENTS(spellings); k++) {
		size_t n = strlen(spellings[k].flag);
		const char *as = spellings[k].as;

		if (strncmp(word, spellings[k].flag, n) != 0 || (word[n] && word[n] != '='))
			continue;
		if (word[n] && g_str_has_suffix(as, "=")) {
			g_ptr_array_add(words, g_strconcat(as, word + n + 1, NULL));
			return;
		}
		g_ptr_array_add(words, g_strdup(as));
		if (word[n])
			g_ptr_array_add(words, g_strdup(word + n + 1));
		return;
	}
	g_ptr_array_add(words, g_strdup(word));
}

/* The words with those for the preprocessor among them, each in its usual spelling; ends with NULL. */
static GPtrArray *usual_words(char **args)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

	for (; args && *args; args++) {
		g_auto(GStrv) parts = g_str_has_prefix(*args, "-Wp,") ? g_strsplit(*args + 4, ",", -1) : NULL;

		for (char **part = parts; part && *part; part++)
			add_word(words, *part);
		if (parts || (strcmp(*args, "-Xpreprocessor") == 0 && args[1]))
			continue;
		if (strcmp(*args, "--std") == 0 && args[1])
			g_ptr_array_add(words, g_strconcat("-std=", *++args, NULL));
		else
			add_word(words, *args);
	}
	g_ptr_array_add(words, NULL);
	return words;
}

/* --- passing ----------------------------------------------------------------------------------------------------- */

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

/* A standard of the other language: gcc warns and goes on without it. */
static bool is_other_standard(const char *flag, bool cxx)
{
	const char *value = g_str_has_prefix(flag, "-std=") ? flag + 5 : NULL;

	return value && (g_str_has_prefix(value, "c++") || g_str_has_prefix(value, "gnu++")) != cxx;
}

static bool is_about_place(const char *flag)
{
	static const char *const those[] = {"-D",         "-U",       "-I",       "-isystem", "-iquote",
					    "-idirafter", "-include", "-imacros", NULL};

	for (const char *const *t = those; *t; t++)
		if (g_str_has_prefix(flag, *t))
			return true;
	return false;
}

static bool says_cxx(char **words, const struct compdb_command *command)
{
	bool cxx = source_is_cxx(command->file);

	for (; *words; words++)
		if (g_str_has_prefix(*words, "-x")) {
			const char *value = (*words)[2] ? *words + 2 : words[1];

			cxx = value ? g_str_has_prefix(value, "c++") : cxx;
		}
	return cxx;
}

/* All that passes; only what is defined and where headers are, when asked for that. */
static GPtrArray *filter(const struct compdb_command *command, bool place_only)
{
	GPtrArray *flags = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) words = usual_words(command->args);
	char **args = (char **)words->pdata;
	bool cxx = says_cxx(args, command);

	for (unsigned i = 0; args[i];) {
		bool pair = g_strv_contains(dropped_pairs, args[i]);
		bool out = is_other_standard(args[i], cxx) || (place_only && !is_about_place(args[i]));
		unsigned used = pair ? 2 : out ? 1 : pass(flags, args, i, command->directory);

		i += used ? used : 1;
		if (!args[i - 1])
			break; /* a pair that lacks its second */
	}
	return flags;
}

GPtrArray *flags_of_command(const struct compdb_command *command)
{
	GPtrArray *flags = filter(command, false);

	g_ptr_array_add(flags, g_strdup("-working-directory"));
	g_ptr_array_add(flags, g_strdup(command->directory));
	flags_add_always(flags);
	return flags;
}

void flags_add_place(GPtrArray *flags, const struct compdb_command *command)
{
	g_autoptr(GPtrArray) place = filter(command, true);

	g_ptr_array_extend_and_steal(flags, g_steal_pointer(&place));
}

/* --- what does not pass ------------------------------------------------------------------------------------------ */

GPtrArray *flags_unused(const struct compdb_command *command)
{
	GPtrArray *unused = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) words = usual_words(command->args);

	for (char **arg = (char **)words->pdata; *arg; arg++) {
		for (const char *const *m = mattering; *m; m++) {
			if (!g_str_has_prefix(*arg, *m))
				continue;
			g_ptr_array_add(unused, g_strdup(*arg));
			break;
		}
		if (strcmp(*arg, "-isysroot") == 0 && arg[1] && !g_file_test(arg[1], G_FILE_TEST_IS_DIR))
			g_ptr_array_add(unused, g_strdup_printf("%s %s", arg[0], arg[1]));
	}
	return unused;
}

/* An empty file of the disk: of one that is handed over in memory libclang loses the text where it refuses a flag. */
static bool is_taken(CXIndex index, const char *const *flags, int n)
{
	const char *args[3] = {"-xc", flags[0], n > 1 ? flags[1] : NULL};
	CXTranslationUnit tu = NULL;

	clang_parseTranslationUnit2(index, "/dev/null", args, 1 + n, NULL, 0, CXTranslationUnit_None, &tu);
	if (tu)
		clang_disposeTranslationUnit(tu);
	return tu != NULL;
}

GPtrArray *flags_take_refused(CXIndex index, GPtrArray *flags)
{
	GPtrArray *refused = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < flags->len;) {
		const char *next = i + 1 < flags->len ? flags->pdata[i + 1] : NULL;
		guint n = next && *next != '-' ? 2 : 1;

		if (!is_taken(index, (const char *const *)flags->pdata + i, (int)n)) {
			g_ptr_array_add(refused, n > 1 ? g_strdup_printf("%s %s", (char *)flags->pdata[i], next)
						       : g_strdup(flags->pdata[i]));
			g_ptr_array_remove_range(flags, i, n);
		} else {
			i += n;
		}
	}
	return refused;
}
