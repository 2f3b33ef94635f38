/* Lexical path normalisation: what a compile database and a user write is made comparable without resolving symbolic
 * links, so that the names in reports are the ones that people use. */
#include "source/path.h"

#include <glib.h>
#include <string.h>

static void add_part(GString *out, const char *part, size_t length)
{
	if (length == 0 || (length == 1 && part[0] == '.'))
		return;
	if (length == 2 && part[0] == '.' && part[1] == '.') {
		const char *slash = strrchr(out->str, '/');

		if (slash)
			g_string_truncate(out, (gsize)(slash - out->str));
		return;
	}
	g_string_append_c(out, '/');
	g_string_append_len(out, part, (gssize)length);
}

static void add_parts(GString *out, const char *path)
{
	while (*path) {
		size_t length = strcspn(path, "/");

		add_part(out, path, length);
		path += length + (path[length] == '/');
	}
}

char *path_absolute(const char *directory, const char *name)
{
	GString *out = g_string_new(NULL);

	if (name[0] != '/')
		add_parts(out, directory);
	add_parts(out, name);
	if (!out->len)
		g_string_append_c(out, '/');
	return g_string_free(out, FALSE);
}

const char *path_below(const char *root, const char *absolute)
{
	size_t length = strlen(root);

	if (length == 1)
		length = 0;
	if (strncmp(root, absolute, length) != 0)
		return NULL;
	if (absolute[length] == '\0')
		return absolute + length;
	return absolute[length] == '/' ? absolute + length + 1 : NULL;
}

bool path_ends_in(const char *path, const char *name)
{
	size_t n = strlen(path), m = strlen(name);

	return n >= m && strcmp(path + n - m, name) == 0 && (n == m || path[n - m - 1] == '/');
}

const char *path_without_dots(const char *name)
{
	while (g_str_has_prefix(name, "../") || g_str_has_prefix(name, "./"))
		name += name[1] == '.' ? 3 : 2;
	return name;
}
