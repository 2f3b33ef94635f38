/* For tests of ast/: small files in a folder of their own, analysed, and what came out as text. */
#ifndef AST_SPECIMEN_H
#define AST_SPECIMEN_H

#include <glib.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ast/ladder.h"
#include "cfg/text.h"
#include "model/run.h"

struct specimen {
	char *folder;
	struct rule_set *rules;
	GHashTable *by_basename;
	GPtrArray *paths; /* of char *: the files, to be removed */
	struct source_text *text;
	char *absolute, *bytes;
	GPtrArray *commands;
	const char *header_cache;
};

static inline void specimen_begin(struct specimen *s)
{
	g_autoptr(GError) error = NULL;

	*s = (struct specimen){.folder = g_dir_make_tmp("sysfall-ast-XXXXXX", NULL), .rules = rule_set_new()};
	assert_non_null(s->folder);
	s->by_basename = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
	s->paths = g_ptr_array_new_with_free_func(g_free);
	assert_true(rule_set_load(s->rules, TEST_SOURCE_DIR "/rules", &error));
}

/* Puts a file into the tree. */
static inline void specimen_add(struct specimen *s, const char *path, const char *text)
{
	char *absolute = g_build_filename(s->folder, path, NULL);
	g_autofree char *folder = g_path_get_dirname(absolute), *base = g_path_get_basename(path);
	GPtrArray *list = g_ptr_array_new();

	g_mkdir_with_parents(folder, 0700);
	assert_true(g_file_set_contents(absolute, text, -1, NULL));
	g_ptr_array_add(list, (gpointer)g_intern_string(path));
	g_hash_table_insert(s->by_basename, g_strdup(base), list);
	g_ptr_array_add(s->paths, absolute);
}

/* `further`: names to search beside the rules' (a macro that stands for a call, a helper), NULL-terminated or NULL. */
static inline struct ast_unit *specimen_analyse(struct specimen *s, const char *path, const char *const *further)
{
	g_autoptr(GPtrArray) names = rule_set_names(s->rules);

	for (; further && *further; further++)
		g_ptr_array_add(names, (gpointer)g_intern_string(*further));
	auto_ptr(source_needles) needles = source_needles_new(names);
	gsize length;

	s->absolute = g_build_filename(s->folder, path, NULL);
	assert_true(g_file_get_contents(s->absolute, &s->bytes, &length, NULL));
	s->text = source_text_lex(g_intern_string(path), s->bytes, length, needles);
	struct ast_tree tree = {.root = s->folder, .header_cache = s->header_cache, .by_basename = s->by_basename};
	struct ast_request request = {.path = g_intern_string(path),
				      .absolute = s->absolute,
				      .text = s->text,
				      .tree = &tree,
				      .rules = s->rules,
				      .commands = s->commands};

	return analyse(&request);
}

static inline void specimen_end(struct specimen *s)
{
	for (guint i = 0; i < s->paths->len; i++) {
		size_t root = strlen(s->folder);

		for (char *path = s->paths->pdata[i]; strlen(path) >= root; *strrchr(path, '/') = '\0')
			g_remove(path);
	}
	g_free(s->folder);
	rule_set_free(s->rules);
	g_hash_table_unref(s->by_basename);
	g_ptr_array_unref(s->paths);
	source_text_free(s->text);
	g_free(s->absolute);
	g_free(s->bytes);
	if (s->commands)
		g_ptr_array_unref(s->commands);
}

/* The statements and ends of blocks of all functions, without places and declarations of variables. */
static inline char *specimen_code(const struct ast_unit *unit)
{
	g_autoptr(GString) full = g_string_new(NULL);
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < unit->code->functions->len; i++)
		cfg_text_print_function(unit->code->functions->pdata[i], full);
	g_auto(GStrv) lines = g_strsplit(full->str, "\n", -1);

	for (char **line = lines; *line; line++) {
		char *place = strstr(*line, "  @");
		char *head = g_str_has_prefix(*line, "function ") ? strstr(*line, " \"") : NULL;

		if (place)
			*place = '\0';
		if (head)
			*head = '\0';
		g_strchug(*line);
		if (**line && !g_str_has_prefix(*line, "local ") && !g_str_has_prefix(*line, "temp ") &&
		    !g_str_has_prefix(*line, "global ") && !g_str_has_prefix(*line, "static "))
			g_string_append_printf(out, "%s\n", *line);
	}
	return g_string_free(out, FALSE);
}

/* One file, without a tree: its code. */
static inline void specimen_check(const char *path, const char *source, const char *expected)
{
	struct specimen s;

	specimen_begin(&s);
	specimen_add(&s, path, source);
	auto_ptr(ast_unit) unit = specimen_analyse(&s, path, (const char *const[]){"f", NULL});
	g_autofree char *code = specimen_code(unit);

	assert_string_equal(code, expected);
	assert_true(unit->complete);
	specimen_end(&s);
}

#endif
