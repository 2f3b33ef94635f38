/* A word with a number behind its last colon is a place, any other is an id. */
#include "cli/site_find.h"

#include <string.h>

#include "cli/cli.h"

#define PREFIX_MIN 4

/* Takes ":NUMBER" off the end of text. */
static bool take_number(char *text, unsigned *out)
{
	char *colon = strrchr(text, ':');
	guint64 number;

	if (!colon || colon == text || !g_ascii_string_to_unsigned(colon + 1, 10, 1, G_MAXUINT, &number, NULL))
		return false;
	*colon = '\0';
	*out = (unsigned)number;
	return true;
}

/* "src/a.c:12" or "src/a.c:12:3". False for anything else. */
static bool parse_place(const char *word, char **out_path, unsigned *out_line)
{
	g_autofree char *path = g_strdup(word);
	unsigned line;

	if (!take_number(path, &line))
		return false;
	while (take_number(path, &line))
		;
	*out_path = g_steal_pointer(&path);
	*out_line = line;
	return true;
}

/* Whether the site's path is the one that was written, from the root or from here. */
static bool is_path(const struct run *run, const struct site *site, const char *path)
{
	g_autofree char *written = g_canonicalize_filename(path, NULL);
	g_autofree char *real = g_canonicalize_filename(site->where.path, run->root);

	return strcmp(site->where.path, path) == 0 || strcmp(real, written) == 0;
}

static void tell_lines(const struct run *run, const char *path, unsigned line)
{
	g_autoptr(GString) lines = g_string_new(NULL);

	for (guint i = 0; i < run->sites->len; i++) {
		const struct site *site = g_ptr_array_index(run->sites, i);

		if (is_path(run, site, path))
			g_string_append_printf(lines, "%s%u", lines->len ? ", " : "", site->where.line);
	}
	if (lines->len)
		cli_error("the run has no site in line %u of %s; it has some in line %s", line, path, lines->str);
	else
		cli_error("the run has no site in %s (sysfall report names all sites that need work)", path);
}

static GPtrArray *find_place(const struct run *run, const char *path, unsigned line)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new();

	for (guint i = 0; i < run->sites->len; i++) {
		struct site *site = g_ptr_array_index(run->sites, i);

		if (site->where.line == line && is_path(run, site, path))
			g_ptr_array_add(found, site);
	}
	return g_steal_pointer(&found);
}

static GPtrArray *find_id(const struct run *run, const char *id)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new();

	for (guint i = 0; i < run->sites->len; i++) {
		struct site *site = g_ptr_array_index(run->sites, i);

		if (strcmp(site->id, id) == 0 || (strlen(id) >= PREFIX_MIN && g_str_has_prefix(site->id, id)))
			g_ptr_array_add(found, site);
	}
	return g_steal_pointer(&found);
}

static GPtrArray *find(const struct run *run, const char *word, bool tell)
{
	g_autofree char *path = NULL;
	unsigned line;
	bool place = parse_place(word, &path, &line);
	g_autoptr(GPtrArray) found = place ? find_place(run, path, line) : find_id(run, word);

	if (found->len == 1 || (place && found->len))
		return g_steal_pointer(&found);
	if (tell && place)
		tell_lines(run, path, line);
	else if (tell && found->len)
		cli_error("the ids of %u sites begin with '%s'; give more of it", found->len, word);
	else if (tell)
		cli_error("the run has no site '%s'; name one by its id or as PATH:LINE (sysfall report --format json "
			  "has both)",
			  word);
	return NULL;
}

GPtrArray *site_find(const struct run *run, const char *word)
{
	return find(run, word, true);
}

GPtrArray *site_look(const struct run *run, const char *word)
{
	return find(run, word, false);
}
