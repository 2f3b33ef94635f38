/* A compile database is untrusted input, so a response file is only read where it is a regular file of the tree (or
 * lies beside the database), wherever symbolic links lead to; what it says is filtered like any other flag. Quoting is
 * gcc's and clang's: blanks separate, both kinds of quotes hold together, a backslash takes the next character as it
 * is. */
#include "source/response.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "source/path.h"
#include "util/auto.h"

#define READ_MAX                                                                                                       \
	(8 << 20) /* bytes for one command, however files name each other: big builds need less than one MiB           \
		   */

struct expansion {
	const struct response_search *search;
	GPtrArray *words; /* of char *, owned: the result */
	GPtrArray *open;  /* of const char *: the files that are being read: one that names itself has no end */
	off_t left;       /* bytes that may still be read */
};

static char *real_path(const char *path)
{
	char *resolved = realpath(path, NULL);
	char *copy = g_strdup(resolved);

	free(resolved);
	return copy;
}

static bool may_read(struct expansion *e, const char *real)
{
	const struct response_search *search = e->search;
	struct stat status;

	if (stat(real, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size > e->left)
		return false;
	e->left -= status.st_size;
	for (size_t i = 0; i < G_N_ELEMENTS(search->tops); i++) {
		g_autofree char *top = search->tops[i] ? real_path(search->tops[i]) : NULL;

		if (top && path_below(top, real))
			return true;
	}
	return false;
}

/* The end of the word that begins there, the word itself in `out`. */
static const char *read_word(const char *at, const char *end, GString *out)
{
	char quote = '\0';

	for (; at < end && (quote || !g_ascii_isspace(*at)); at++) {
		if (*at == '\\' && at + 1 < end)
			g_string_append_c(out, *++at);
		else if (quote ? *at == quote : (*at == '"' || *at == '\''))
			quote = quote ? '\0' : *at;
		else
			g_string_append_c(out, *at);
	}
	return at;
}

static GPtrArray *split(const char *bytes, size_t length)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	const char *end = bytes + length;

	for (const char *at = bytes; at < end;) {
		GString *word;

		if (g_ascii_isspace(*at)) {
			at++;
			continue;
		}
		word = g_string_new(NULL);
		at = read_word(at, end, word);
		g_ptr_array_add(words, g_string_free(word, FALSE));
	}
	return words;
}

static void expand(struct expansion *e, const char *word);

/* False when the file cannot be taken for the word. */
static bool expand_file(struct expansion *e, const char *name)
{
	g_autofree char *path = path_absolute(e->search->directory, name);
	g_autofree char *real = real_path(path), *bytes = NULL;
	gsize length;

	if (!real || !may_read(e, real) || g_ptr_array_find_with_equal_func(e->open, real, g_str_equal, NULL) ||
	    !source_overlay_read(e->search->overlay, path, &bytes, &length, NULL))
		return false;
	g_autoptr(GPtrArray) words = split(bytes, length);

	g_hash_table_add(e->search->read, (gpointer)g_intern_string(path));
	g_ptr_array_add(e->open, real);
	for (guint i = 0; i < words->len; i++)
		expand(e, words->pdata[i]);
	g_ptr_array_set_size(e->open, (int)e->open->len - 1);
	return true;
}

static void expand(struct expansion *e, const char *word)
{
	if (*word == '@' && word[1] && expand_file(e, word + 1))
		return;
	if (*word == '@' && word[1])
		g_ptr_array_add(e->search->refused, g_strdup(word));
	g_ptr_array_add(e->words, g_strdup(word));
}

char **response_expand(char *const *words, const struct response_search *search)
{
	g_autoptr(GPtrArray) open = g_ptr_array_new();
	struct expansion e = {search, g_ptr_array_new_with_free_func(g_free), open, READ_MAX};

	for (; *words; words++)
		expand(&e, *words);
	g_ptr_array_add(e.words, NULL);
	char **expanded = (char **)g_ptr_array_steal(e.words, NULL);

	g_ptr_array_unref(e.words);
	return expanded;
}
