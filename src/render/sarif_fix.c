/* From a unified diff to replacements of whole lines. Every line that the diff has of the old file is held against the
 * file; regions are in the old file's lines, as SARIF wants them, and an end that lies behind the last line is given up
 * on. The text keeps the file's own line ends, which the diff has too. */
#include "render/sarif_fix.h"

#include <stdio.h>
#include <string.h>

#include "render/json_text.h"
#include "render/sarif_place.h"

struct reader {
	const struct render_options *options;
	const char *path;
	json_t *replacements;
	unsigned line;         /* in the old file: the next one that the hunk speaks of */
	unsigned first, count; /* of the change being read: lines taken away */
	GString *text;         /* put in their place */
	bool in_hunk;
};

static bool is_line(const struct reader *r, const char *text)
{
	g_autofree char *line =
		r->options->source_line ? r->options->source_line(r->path, r->line, r->options->source_data) : NULL;
	size_t length = strcspn(text, "\r");

	return line && strncmp(line, text, length) == 0 && strcspn(line, "\r") == length;
}

static void end_change(struct reader *r)
{
	json_t *replacement, *region, *content;

	if (r->count == 0 && r->text->len == 0)
		return;
	replacement = json_object();
	region = json_object();
	content = json_object();
	json_object_set_new(region, "startLine", json_integer(r->first));
	json_object_set_new(region, "startColumn", json_integer(1));
	json_object_set_new(region, "endLine", json_integer(r->first + r->count));
	json_object_set_new(region, "endColumn", json_integer(1));
	json_object_set_new(content, "text", json_text(r->text->str));
	json_object_set_new(replacement, "deletedRegion", region);
	json_object_set_new(replacement, "insertedContent", content);
	json_array_append_new(r->replacements, replacement);
	g_string_truncate(r->text, 0);
	r->count = 0;
}

static void begin_change(struct reader *r)
{
	if (r->count == 0 && r->text->len == 0)
		r->first = r->line;
}

/* One line of a hunk; false when it does not fit. */
static bool read_line(struct reader *r, const char *line)
{
	switch (line[0]) {
	case ' ': end_change(r); return is_line(r, line + 1) && r->line++ > 0;
	case '-':
		begin_change(r);
		r->count++;
		return is_line(r, line + 1) && r->line++ > 0;
	case '+':
		begin_change(r);
		g_string_append_printf(r->text, "%s\n", line + 1);
		return true;
	default: return false; /* "\ No newline at end of file", and what is no diff */
	}
}

static bool read_hunk_head(struct reader *r, const char *line)
{
	unsigned start = 0, count = 1;

	if (sscanf(line, "@@ -%u,%u ", &start, &count) < 1)
		return false;
	end_change(r);
	r->line = start + (count == 0); /* nothing of the old file: what comes is put in behind that line */
	r->in_hunk = true;
	return true;
}

static bool read_diff(struct reader *r, const char *diff)
{
	g_auto(GStrv) lines = g_strsplit(diff, "\n", -1);
	bool ok = true;

	for (char **line = lines; ok && *line; line++) {
		bool last = !line[1];

		if (g_str_has_prefix(*line, "@@ "))
			ok = read_hunk_head(r, *line);
		else if (r->in_hunk && !(last && !**line))
			ok = read_line(r, *line);
	}
	end_change(r);
	return ok && json_array_size(r->replacements) > 0;
}

json_t *sarif_fix(const struct render_options *options, const char *path, const struct site_patch *patch)
{
	struct reader r = {.options = options, .path = path, .replacements = json_array(), .text = g_string_new(NULL)};
	bool ok = read_diff(&r, patch->diff);
	json_t *fix = NULL;

	g_string_free(r.text, TRUE);
	if (ok) {
		json_t *change = json_object(), *changes = json_array(), *description = json_object();
		g_autofree char *words =
			g_strdup_printf("Call the fallback (%s; proven: %s).", patch->style, patch->status);

		json_object_set_new(change, "artifactLocation", sarif_artifact(options, path));
		json_object_set(change, "replacements", r.replacements);
		json_array_append_new(changes, change);
		json_object_set_new(description, "text", json_text(words));
		fix = json_object();
		json_object_set_new(fix, "description", description);
		json_object_set_new(fix, "artifactChanges", changes);
	}
	json_decref(r.replacements);
	return fix;
}
