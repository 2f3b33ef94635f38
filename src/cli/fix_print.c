/* Lines before a diff are ignored by git apply and patch: they say what was proven. */
#include "cli/fix_print.h"

#include <errno.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/output.h"
#include "model/patch.h"
#include "util/file.h"
#include "util/utf8.h"

static void append_text(GString *out, const char *text)
{
	g_autofree char *line = utf8_printable(text, strlen(text));

	g_string_append(out, line);
}

static void print_rungs(const struct fix_patch *p, GString *out)
{
	for (unsigned rung = RUNG_APPLIES; rung <= (unsigned)p->rung; rung++)
		g_string_append_printf(out, "%s%s", rung > RUNG_APPLIES ? ", " : "", fix_rung_name(rung));
	if (p->rung == RUNG_NONE)
		g_string_append(out, "nothing");
}

static void print_patch(const struct fix_patch *p, const char *prefix, GString *out)
{
	g_string_append(out, "# ");
	append_text(out, *p->site->where.path == '/' ? "" : prefix);
	append_text(out, p->site->where.path);
	g_string_append_printf(out, ":%u: %s in %s(): ", p->site->where.line, p->site->call,
			       *p->site->function ? p->site->function : "file scope");
	if (!p->way) {
		g_string_append(out, "NO PATCH");
	} else {
		g_string_append_printf(out, "%s%s; holds: ", p->way, p->good ? "" : " (FAILED)");
		print_rungs(p, out);
	}
	if (p->why && (!p->good || strcmp(p->way, "wrapper") == 0)) {
		g_string_append(out, "; ");
		append_text(out, p->why);
	}
	g_string_append_c(out, '\n');
}

static void print_commented(const char *diff, GString *out)
{
	g_auto(GStrv) lines = g_strsplit(diff, "\n", -1);

	for (char **line = lines; *line && (line[1] || **line); line++)
		g_string_append_printf(out, "# %s\n", *line);
}

/* "a/PATH", which may stand in quotes, with the prefix before PATH. */
static void append_name(GString *out, const char *name, gssize length, const char *prefix)
{
	gssize before = *name == '"' ? 3 : 2;

	g_string_append_len(out, name, before);
	g_string_append(out, prefix);
	g_string_append_len(out, name + before, length - before);
}

/* Both names of "diff --git a/PATH b/PATH" are equally long. */
static void append_head(GString *out, const char *line, const char *prefix)
{
	static const char *const words[] = {"--- ", "+++ "};
	const char *git = "diff --git ";

	if (g_str_has_prefix(line, git)) {
		const char *names = line + strlen(git);
		gssize half = (gssize)(strlen(names) - 1) / 2;

		g_string_append(out, git);
		append_name(out, names, half, prefix);
		g_string_append_c(out, ' ');
		append_name(out, names + half + 1, half, prefix);
		return;
	}
	for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
		const char *name = line + strlen(words[i]);

		if (!g_str_has_prefix(line, words[i]) || g_str_has_prefix(name, "/dev/null"))
			continue;
		g_string_append(out, words[i]);
		append_name(out, name, (gssize)strlen(name), prefix);
		return;
	}
	g_string_append(out, line);
}

/* The diff of one file with the prefix before its name. Owned by the caller. */
static char *moved(const char *diff, const struct fix_paths *paths)
{
	const char *begin = paths->plain ? strstr(diff, "\n--- ") : NULL;
	const char *at = begin ? begin + 1 : diff, *prefix = paths->prefix;
	GString *out = g_string_new(NULL);

	while (*at && !g_str_has_prefix(at, "@@")) {
		size_t length = strcspn(at, "\n");
		g_autofree char *line = g_strndup(at, length);

		append_head(out, line, prefix);
		at += length;
		if (*at)
			g_string_append_c(out, *at++);
	}
	g_string_append(out, at);
	return g_string_free(out, FALSE);
}

void fix_print(const struct fix_result *result, bool diffs, const struct fix_paths *paths, GString *out)
{
	for (guint i = 0; i < result->patches->len; i++)
		print_patch(g_ptr_array_index(result->patches, i), paths->shown, out);
	for (guint i = 0; diffs && i < result->changes->len; i++) {
		const struct fix_change *c = g_ptr_array_index(result->changes, i);

		g_autofree char *diff = moved(c->diff, paths);

		if (c->good)
			g_string_append(out, diff);
		else
			print_commented(diff, out);
	}
}

/* "0001-src-server.c.patch" */
static char *patch_name(const struct fix_change *c, unsigned number)
{
	g_autofree char *name = g_strdup(c->path);

	for (char *p = name; *p; p++)
		if (!g_ascii_isalnum(*p) && *p != '.' && *p != '_' && *p != '-')
			*p = '-';
	return g_strdup_printf("%04u-%s.patch", number, name);
}

static char *patch_text(const struct fix_result *result, const struct fix_change *c)
{
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();
	g_autofree char *date = g_date_time_format(now, "%Y-%m-%d");
	GString *out = g_string_new(NULL);

	g_string_append_printf(out, "Description: fall back where a system call is missing (%s)\n", c->path);
	for (guint i = 0; i < result->patches->len; i++) {
		const struct fix_patch *p = g_ptr_array_index(result->patches, i);

		if (!p->good || !g_ptr_array_find(p->paths, c->path, NULL))
			continue;
		g_string_append_printf(out, " %s:%u: %s() may be missing at run time; holds: ", p->site->where.path,
				       p->site->where.line, p->site->call);
		print_rungs(p, out);
		g_string_append(out, ".\n");
	}
	g_string_append_printf(out, "Origin: other, sysfall %s\nForwarded: no\nLast-Update: %s\n---\n%s",
			       SYSFALL_VERSION, date, c->diff);
	return g_string_free(out, FALSE);
}

bool fix_write_series(const struct fix_result *result, const char *dir, GError **error)
{
	g_autoptr(GString) series = g_string_new(NULL);
	unsigned number = 0;

	if (g_mkdir_with_parents(dir, 0777) != 0) {
		g_set_error(error, FIX_ERROR, FIX_ERROR_WRITE, "cannot make the folder %s: %s", dir, g_strerror(errno));
		return false;
	}
	for (guint i = 0; i < result->changes->len; i++) {
		const struct fix_change *c = g_ptr_array_index(result->changes, i);
		g_autofree char *name = c->good ? patch_name(c, ++number) : NULL;
		g_autofree char *path = name ? g_build_filename(dir, name, NULL) : NULL;
		g_autofree char *text = name ? patch_text(result, c) : NULL;

		if (!name)
			continue;
		if (!file_replace(path, text, strlen(text), error))
			return false;
		g_string_append_printf(series, "%s\n", name);
	}
	g_autofree char *list = g_build_filename(dir, "series", NULL);

	return file_replace(list, series->str, series->len, error);
}

static const char *diff_for(const struct fix_result *result, const struct fix_patch *p)
{
	for (guint i = 0; i < result->changes->len; i++) {
		const struct fix_change *c = g_ptr_array_index(result->changes, i);

		if (c->good == p->good && strcmp(c->path, p->site->where.path) == 0)
			return c->diff;
	}
	return NULL;
}

GPtrArray *fix_records(const struct fix_result *result)
{
	GPtrArray *records = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < result->patches->len; i++) {
		const struct fix_patch *p = g_ptr_array_index(result->patches, i);
		struct patch_record *record = g_new(struct patch_record, 1);

		*record = (struct patch_record){p->site, p->way ? p->way : "none", fix_rung_name(p->rung),
						p->way ? diff_for(result, p) : NULL, p->why};
		g_ptr_array_add(records, record);
	}
	return records;
}

int fix_write_style(const struct fix_style *style, const struct rule_set *rules, const char *dir)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GError) error = NULL;

	if (!style->write(rules, dir, out, &error)) {
		cli_error("%s", error->message);
		return CLI_TROUBLE;
	}
	return output_stdout(out->str, out->len) ? CLI_CLEAN : CLI_TROUBLE;
}
