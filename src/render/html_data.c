/* What the pages of the sites are made from. In the JSON every '<' is written as \\u003c, so that nothing in it can end
 * the element. */
#include <string.h>

#include "policy/compare.h"
#include "render/html_data.h"
#include "render/json_text.h"
#include "render/story.h"
#include "util/utf8.h"

/* UTF-16 units of what is shown of a line before a byte column. */
static unsigned shown_column(const char *line, unsigned column)
{
	size_t length = strlen(line);
	g_autofree char *before = utf8_printable(line, MIN(length, column ? column - 1 : 0));
	unsigned units = 0;

	for (const char *p = before; *p; p = g_utf8_next_char(p))
		units += g_utf8_get_char(p) >= 0x10000 ? 2 : 1;
	return units;
}

static void set_text(json_t *object, const char *key, const char *text)
{
	if (text && *text)
		json_object_set_new(object, key, html_shown(text));
}

/* The columns of the call, as shown. */
static void set_mark(const struct html_report *r, const struct site *site, json_t *object)
{
	const struct render_options *o = r->options;
	g_autofree char *line =
		o->source_line ? o->source_line(site->where.path, site->where.line, o->source_data) : NULL;

	if (!line)
		return;
	json_object_set_new(object, "markFrom", json_integer(shown_column(line, site->where.column)));
	json_object_set_new(object, "markTo", json_integer(shown_column(line, site->where.end_column)));
}

/* "SOCK_CLOEXEC kept, SOCK_NONBLOCK lost" */
static char *flags_text(const struct site *site)
{
	GString *s = g_string_new(NULL);

	for (guint i = 0; i < site->flags->len; i++) {
		const struct flag_verdict *f = g_ptr_array_index(site->flags, i);

		if (f->state != FLAG_NA)
			g_string_append_printf(s, "%s%s %s", s->len ? ", " : "", f->flag, flag_state_name(f->state));
	}
	return g_string_free(s, FALSE);
}

static void set_list(json_t *object, const char *key, const GPtrArray *words)
{
	g_autoptr(GString) list = g_string_new(NULL);

	for (guint i = 0; i < words->len; i++)
		g_string_append_printf(list, "%s%s", i ? ", " : "", (const char *)g_ptr_array_index(words, i));
	set_text(object, key, list->str);
}

static void set_change(const struct html_report *r, const struct site *site, json_t *object)
{
	for (guint i = 0; r->options->changes && i < r->options->changes->len; i++) {
		const struct change *c = g_ptr_array_index(r->options->changes, i);

		if (c->now && c->now->site == site)
			set_text(object, "change", change_kind_name(c->kind));
	}
}

static void set_patch(const struct html_report *r, const struct site *site, json_t *object)
{
	const struct site_patch *patch =
		r->options->patches && site->id ? g_hash_table_lookup(r->options->patches, site->id) : NULL;
	g_autofree char *detail = patch && patch->detail ? html_local(r, patch->detail) : NULL;
	json_t *out;

	if (!patch)
		return;
	out = json_object();
	set_text(out, "style", patch->style);
	set_text(out, "status", patch->status);
	set_text(out, "detail", detail);
	if (patch->diff)
		json_object_set_new(out, "diff", html_shown_lines(patch->diff));
	json_object_set_new(object, "patch", out);
}

static void set_advice(const struct html_report *r, const struct site *site, json_t *object)
{
	g_autoptr(GPtrArray) advice = html_site_advice(r, site);
	json_t *array = json_array();

	for (guint i = 0; i < advice->len; i++)
		json_array_append_new(array, html_shown(g_ptr_array_index(advice, i)));
	json_object_set_new(object, "advice", array);
}

static void set_facts(const struct site *site, json_t *object)
{
	g_autofree char *flags = flags_text(site);
	g_autofree char *suppressed =
		site->suppressed_by ? g_strconcat("by ", site->suppressed_by, site->suppressed_reason ? ": " : "",
						  site->suppressed_reason, NULL)
				    : NULL;

	set_text(object, "function", site->function);
	set_text(object, "call", site->call);
	set_text(object, "form", site_form_name(site->form));
	set_text(object, "guard", site->guard);
	set_text(object, "flags", flags);
	set_list(object, "also", site->also_handled);
	set_list(object, "patterns", site->patterns);
	set_text(object, "suppressed", suppressed);
}

static json_t *site_json(const struct html_report *r, const struct site *site, struct html_lines *lines)
{
	json_t *object = json_object();
	enum html_state state = html_state_of(site);
	g_autofree char *headline = story_headline(site);

	json_object_set_new(object, "id", json_text(site->id ? site->id : ""));
	json_object_set_new(object, "path", json_integer(html_lines_want(lines, site->where.path, site->where.line)));
	json_object_set_new(object, "line", json_integer(site->where.line));
	json_object_set_new(object, "endLine", json_integer(site->where.end_line));
	json_object_set_new(object, "state", json_string(html_state_class[state]));
	json_object_set_new(object, "stateText", json_string(html_state_text[state]));
	set_text(object, "headline", headline);
	set_facts(site, object);
	set_mark(r, site, object);
	set_change(r, site, object);
	set_advice(r, site, object);
	set_patch(r, site, object);
	json_object_set_new(object, "stories", html_stories(site, lines));
	return object;
}

static json_t *paths_json(const struct html_lines *lines)
{
	json_t *array = json_array();

	for (guint i = 0; i < lines->paths->len; i++)
		json_array_append_new(array, html_shown(g_ptr_array_index(lines->paths, i)));
	return array;
}

static int append_safely(const char *bytes, size_t length, void *data)
{
	for (size_t i = 0; i < length; i++) {
		if (bytes[i] == '<')
			g_string_append(data, "\\u003c");
		else
			g_string_append_c(data, bytes[i]);
	}
	return 0;
}

void html_data(const struct html_report *r, const char *title, GString *out)
{
	json_t *object = json_object(), *sites = json_array();
	struct html_lines lines;

	html_lines_init(&lines);
	for (guint i = 0; i < r->run->sites->len; i++)
		json_array_append_new(sites, site_json(r, g_ptr_array_index(r->run->sites, i), &lines));
	json_object_set_new(object, "title", html_shown(title));
	json_object_set_new(object, "sites", sites);
	json_object_set_new(object, "paths", paths_json(&lines));
	json_object_set_new(object, "files", html_source(r, &lines));
	(void)json_dump_callback(object, append_safely, out, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(object);
	html_lines_clear(&lines);
}
