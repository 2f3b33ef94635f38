/* A program that defines a rule's function itself means that definition wherever it calls it, and what may be missing
 * is what stands inside. Most definitions are none of that: a replacement that the build takes where the system has
 * none, a test's stand-in, one of several programs', one that asks the real function. Only where all of these are ruled
 * out are calls no sites, since a call that is left out in silence is worse than one too many. */
#include "scan/own.h"

#include <string.h>

#include "model/location.h"

/* What says which files are compiled. */
static const char *const build_files[] = {
	"Makefile",   "makefile",     "GNUmakefile",  "Makefile.am", "Makefile.in", "CMakeLists.txt", "meson.build",
	"configure",  "configure.ac", "configure.in", "BUILD",       "BUILD.bazel", "SConstruct",     "SConscript",
	"wscript",    "Jamfile",      "premake5.lua", "build.sh",    "Kbuild",      "BUILD.gn",       "Android.mk",
	"Android.bp", "xmake.lua",    "build.ninja",  NULL};

/* The answer hangs on their being there or not. */
static bool has_build_file(const struct tree *t, const char *folder)
{
	for (const char *const *name = build_files; *name; name++) {
		g_autofree char *path = g_build_filename(folder, *name, NULL);

		if (t->premises)
			g_hash_table_add(t->premises->stamps, (gpointer)g_intern_string(path));
		if (g_file_test(path, G_FILE_TEST_EXISTS))
			return true;
	}
	return false;
}

/* In the file's folder, or one above it up to the root. */
static bool is_built_by_rules(const struct tree *t, const char *absolute)
{
	g_autofree char *folder = g_path_get_dirname(absolute);

	while (g_str_has_prefix(folder, t->options->root)) {
		char *above = g_path_get_dirname(folder);

		if (has_build_file(t, folder)) {
			g_free(above);
			return true;
		}
		g_free(folder);
		folder = above;
		if (strlen(folder) <= 1)
			break;
	}
	return false;
}

/* A compile database says that it is; without one, and without rules that may leave it out, all files are. */
static bool is_always_compiled(const struct tree *t, const struct candidate *c)
{
	if (!g_str_has_suffix(c->entry->path, ".c") || path_is_trial(c->entry->path))
		return false;
	return t->compdb ? c->commands && !c->contexts : !is_built_by_rules(t, c->entry->absolute);
}

static bool is_word(const char *bytes, size_t length, const char *word)
{
	return strlen(word) == length && strncmp(bytes, word, length) == 0;
}

/* static, or what gives way to another definition. */
static bool gives_way(const struct source_text *text, const struct lex_function *f)
{
	static const char *const words[] = {"static", "inline",   "__inline", "__inline__",
					    "weak",   "__weak__", "__weak",   "ifunc"};
	const char *bytes = text->bytes;

	for (size_t at = f->begin, end; at < f->body; at = end + 1) {
		for (end = at; end < f->body && (g_ascii_isalnum(bytes[end]) || bytes[end] == '_');)
			end++;
		for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
			if (is_word(bytes + at, end - at, words[i]))
				return true;
	}
	return false;
}

static bool is_always_there(const struct source_text *text, const struct lex_function *f)
{
	auto_ptr(config) config = NULL;
	g_autofree char *guard = NULL;

	return conditions_solve(text, f->arm, &config, &guard) == ARM_ALWAYS && !guard;
}

/* The real function is asked inside, by its name or through a lookup. */
static bool names_itself(const struct source_text *text, const struct lex_function *f)
{
	for (guint i = 0; i < text->matches->len; i++) {
		const struct lex_match *m = &g_array_index(text->matches, struct lex_match, i);

		if (m->name == f->name && m->offset >= f->body && m->offset < f->end &&
		    (m->class == LEX_CODE || m->class == LEX_STRING))
			return true;
	}
	return false;
}

static bool defines(const struct tree *t, const struct candidate *c, const char *name)
{
	for (guint i = 0; i < c->text->functions->len; i++) {
		const struct lex_function *f = &g_array_index(c->text->functions, struct lex_function, i);

		if (f->name == name && is_always_compiled(t, c) && is_always_there(c->text, f) &&
		    !gives_way(c->text, f) && !names_itself(c->text, f))
			return true;
	}
	return false;
}

/* A macro of that name makes calls of it something else. */
static bool is_macro_somewhere(const struct tree *t, const char *name)
{
	for (guint i = 0; i < t->order->len; i++) {
		const struct candidate *c = t->order->pdata[i];

		for (guint k = 0; k < c->text->defines->len; k++)
			if (g_array_index(c->text->defines, struct lex_define, k).name == name)
				return true;
	}
	return false;
}

static unsigned count_functions(const struct tree *t, const char *name)
{
	const GArray *all = facts_named(t->facts, g_intern_string(name));
	unsigned n = 0;

	for (guint i = 0; all && i < all->len; i++)
		n += !facts_at(t->facts, g_array_index(all, guint32, i))->is_macro;
	return n;
}

/* The one definition of all, and the tree makes one program: else it may be another's. */
static bool is_for_all(struct tree *t, const char *name)
{
	if (!t->facts)
		t->facts = facts_new(&t->walk, t->options->overlay, t->options->rules, t->options->jobs);
	return count_functions(t, name) == 1 && count_functions(t, "main") <= 1;
}

/* A part of the tree does not tell what the rest is. */
static bool is_whole(const struct scan_options *o)
{
	if (o->excludes && *o->excludes)
		return false;
	for (char **path = o->paths; path && *path; path++) {
		g_autofree char *absolute = g_canonicalize_filename(*path, NULL);

		if (strcmp(absolute, o->root) == 0)
			return true;
	}
	return !o->paths || !*o->paths;
}

void own_find(struct tree *t)
{
	const GPtrArray *rules = t->options->rules->rules;

	for (guint i = 0; i < rules->len && is_whole(t->options); i++) {
		const char *name = ((const struct rule *)rules->pdata[i])->call.name;
		bool defined = false;

		for (guint k = 0; k < t->order->len && !defined; k++)
			defined = defines(t, t->order->pdata[k], name);
		if (defined && !is_macro_somewhere(t, name) && is_for_all(t, name))
			g_ptr_array_add(t->own, (gpointer)name);
	}
}
