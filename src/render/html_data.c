/* What the pages of the sites are made from. Source is put in once for each file, in the pieces that are near a site or
 * a step of its evidence. In the JSON every '<' is written as \u003c, so that nothing in it can end the element. */
#include <jansson.h>
#include <string.h>

#include "policy/compare.h"
#include "render/html_parts.h"
#include "render/json_text.h"
#include "render/story.h"
#include "util/lines.h"
#include "util/utf8.h"

#define NEAR           8  /* lines shown before and after a step */
#define JOIN_MAX       60 /* a gap this small between two pieces is shown */
#define LINE_MAX_BYTES 2000

struct data {
	const struct run *run;
	const struct render_options *options;
	GHashTable *wanted; /* interned path -> GArray of unsigned: lines */
};

/* As it may be shown, tabs and all. */
static json_t *shown(const char *bytes, size_t length)
{
	g_autofree char *printable = utf8_printable(bytes, MIN(length, LINE_MAX_BYTES));

	return json_string(printable);
}

static json_t *shown_text(const char *text)
{
	return text ? shown(text, strlen(text)) : json_null();
}

/* Several lines, each made harmless by itself. */
static json_t *lines_shown(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autoptr(GString) out = g_string_new(NULL);

	for (char **line = lines; *line; line++) {
		size_t length = strlen(*line);
		g_autofree char *printable = utf8_printable(*line, MIN(length, LINE_MAX_BYTES));

		g_string_append_printf(out, "%s%s", line > lines ? "\n" : "", printable);
	}
	return json_string(out->str);
}

static void want(struct data *d, const char *path, unsigned line)
{
	GArray *lines;

	if (!path || !*path || !line)
		return;
	lines = g_hash_table_lookup(d->wanted, path);
	if (!lines) {
		lines = g_array_new(FALSE, FALSE, sizeof(unsigned));
		g_hash_table_insert(d->wanted, (gpointer)g_intern_string(path), lines);
	}
	g_array_append_val(lines, line);
}

/* Stories: the evidence for one error, or for several with the same. */

static json_t *steps_json(struct data *d, const GPtrArray *steps)
{
	json_t *array = json_array();

	for (guint i = 0; i < steps->len; i++) {
		const struct step *step = g_ptr_array_index(steps, i);
		json_t *object = json_object();

		want(d, step->where.path, step->where.line);
		json_object_set_new(object, "path", shown_text(step->where.path));
		json_object_set_new(object, "line", json_integer(step->where.line));
		json_object_set_new(object, "text", shown_text(step->text ? step->text : ""));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *story_json(struct data *d, const char *kind, const char *verdict, const char *names,
			  const char *consequence, const char *text, const GPtrArray *steps, const GPtrArray *assumes)
{
	json_t *object = json_object(), *texts = json_array();

	for (guint i = 0; assumes && i < assumes->len; i++)
		json_array_append_new(texts, shown_text(g_ptr_array_index(assumes, i)));
	json_object_set_new(object, "kind", json_string(kind));
	json_object_set_new(object, "verdict", json_string(verdict));
	json_object_set_new(object, "names", shown_text(names));
	json_object_set_new(object, "consequence", shown_text(consequence));
	json_object_set_new(object, "text", shown_text(text));
	json_object_set_new(object, "steps", steps_json(d, steps));
	json_object_set_new(object, "assumes", texts);
	return object;
}

static json_t *stories_json(struct data *d, const struct site *site)
{
	static const char *const kinds[VERDICT_COUNT] = {
		[VERDICT_HANDLED] = "handled",     [VERDICT_DEFERRED] = "handled",  [VERDICT_CONDITIONAL] = "partly",
		[VERDICT_UNHANDLED] = "unhandled", [VERDICT_UNKNOWN] = "undecided",
	};
	json_t *array = json_array();

	for (guint i = 0; i < site->verdicts->len; i++) {
		const struct errno_verdict *v = g_ptr_array_index(site->verdicts, i);

		if (story_told_before(site, i))
			continue;
		g_autofree char *names = story_names(site, i), *text = story_text(site, i);

		text[0] = g_ascii_toupper(text[0]);
		json_array_append_new(array, story_json(d, kinds[v->verdict], verdict_name(v->verdict), names,
							story_at_run_time[v->consequence], text, v->steps, v->assumes));
	}
	for (guint i = 0; i < site->flags->len; i++) {
		const struct flag_verdict *f = g_ptr_array_index(site->flags, i);

		if (f->state == FLAG_LOST)
			json_array_append_new(array,
					      story_json(d, "partly", "lost", f->flag, NULL,
							 f->reason ? f->reason : "The flag is lost.", f->steps, NULL));
	}
	return array;
}

/* Sites. */

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

static void set_mark(const struct data *d, const struct site *site, json_t *object)
{
	const struct render_options *o = d->options;
	g_autofree char *line =
		o->source_line ? o->source_line(site->where.path, site->where.line, o->source_data) : NULL;

	json_object_set_new(object, "markFrom", json_integer(line ? shown_column(line, site->where.column) : 0));
	json_object_set_new(object, "markTo", json_integer(line ? shown_column(line, site->where.end_column) : 0));
}

static json_t *flags_json(const struct site *site)
{
	json_t *array = json_array();

	for (guint i = 0; i < site->flags->len; i++) {
		const struct flag_verdict *f = g_ptr_array_index(site->flags, i);
		json_t *object;

		if (f->state == FLAG_NA)
			continue;
		object = json_object();
		json_object_set_new(object, "flag", json_text(f->flag));
		json_object_set_new(object, "state", json_string(flag_state_name(f->state)));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *change_json(const struct data *d, const struct site *site)
{
	for (guint i = 0; d->options->changes && i < d->options->changes->len; i++) {
		const struct change *c = g_ptr_array_index(d->options->changes, i);

		if (c->now && c->now->site == site)
			return json_string(change_kind_name(c->kind));
	}
	return json_null();
}

static json_t *patches_json(const struct data *d, const struct site *site)
{
	const struct site_patch *patch =
		d->options->patches && site->id ? g_hash_table_lookup(d->options->patches, site->id) : NULL;
	json_t *array = json_array(), *object;

	if (!patch)
		return array;
	object = json_object();
	json_object_set_new(object, "style", shown_text(patch->style));
	json_object_set_new(object, "status", shown_text(patch->status));
	json_object_set_new(object, "detail", shown_text(patch->detail));
	json_object_set_new(object, "diff", patch->diff ? lines_shown(patch->diff) : json_null());
	json_array_append_new(array, object);
	return array;
}

static json_t *site_json(struct data *d, const struct site *site)
{
	json_t *object = json_object();
	enum site_outcome outcome = tally_outcome(site);
	g_autofree char *headline = story_headline(site);
	g_autofree char *suppressed =
		site->suppressed_by ? g_strconcat("by ", site->suppressed_by, site->suppressed_reason ? ": " : "",
						  site->suppressed_reason, NULL)
				    : NULL;

	want(d, site->where.path, site->where.line);
	json_object_set_new(object, "id", json_text(site->id ? site->id : ""));
	json_object_set_new(object, "path", shown_text(site->where.path));
	json_object_set_new(object, "line", json_integer(site->where.line));
	json_object_set_new(object, "endLine", json_integer(site->where.end_line));
	set_mark(d, site, object);
	json_object_set_new(object, "function", shown_text(site->function));
	json_object_set_new(object, "call", shown_text(site->call));
	json_object_set_new(object, "form", json_string(site_form_name(site->form)));
	json_object_set_new(object, "guard", shown_text(site->guard));
	json_object_set_new(object, "flags", flags_json(site));
	json_object_set_new(object, "also", json_texts(site->also_handled));
	json_object_set_new(object, "patterns", json_texts(site->patterns));
	json_object_set_new(object, "suppressed", shown_text(suppressed));
	json_object_set_new(object, "change", change_json(d, site));
	json_object_set_new(object, "outcome", json_string(html_outcome_class[outcome]));
	json_object_set_new(object, "outcomeText", json_string(html_outcome_text[outcome]));
	json_object_set_new(object, "headline", shown_text(headline));
	json_object_set_new(object, "stories", stories_json(d, site));
	json_object_set_new(object, "patches", patches_json(d, site));
	return object;
}

/* Source. */

static int number_compare(gconstpointer left, gconstpointer right)
{
	unsigned a = *(const unsigned *)left, b = *(const unsigned *)right;

	return (a > b) - (a < b);
}

struct source {
	const char *bytes;
	size_t length;
	GArray *lines;
};

static json_t *piece_json(const struct source *source, unsigned first, unsigned last)
{
	g_autoptr(GString) text = g_string_new(NULL);
	json_t *array = json_array();

	for (unsigned line = first; line <= last; line++) {
		size_t length = 0;
		const char *bytes = lines_get(source->lines, source->bytes, source->length, line, &length);

		if (!bytes || (line == source->lines->len && !length))
			break;
		if (length && bytes[length - 1] == '\r')
			length--;
		g_autofree char *printable = utf8_printable(bytes, MIN(length, LINE_MAX_BYTES));

		g_string_append_printf(text, "%s%s", line > first ? "\n" : "", printable);
	}
	json_array_append_new(array, json_integer(first));
	json_array_append_new(array, json_string(text->str));
	return array;
}

static json_t *pieces_json(const struct source *source, GArray *wanted)
{
	json_t *array = json_array();
	unsigned count = source->lines->len;

	g_array_sort(wanted, number_compare);
	for (guint i = 0; i < wanted->len;) {
		unsigned line = g_array_index(wanted, unsigned, i), first = line > NEAR ? line - NEAR : 1;
		unsigned last = line + NEAR;

		for (i++; i < wanted->len && g_array_index(wanted, unsigned, i) <= last + NEAR + JOIN_MAX; i++)
			last = g_array_index(wanted, unsigned, i) + NEAR;
		if (first <= count)
			json_array_append_new(array, piece_json(source, first, MIN(last, count)));
	}
	return array;
}

static json_t *files_json(const struct data *d)
{
	json_t *files = json_object();
	GHashTableIter iter;
	gpointer path, wanted;

	g_hash_table_iter_init(&iter, d->wanted);
	while (d->options->source_bytes && g_hash_table_iter_next(&iter, &path, &wanted)) {
		struct source source = {0};

		source.bytes = d->options->source_bytes(path, &source.length, d->options->source_data);
		if (!source.bytes)
			continue;
		source.lines = lines_index(source.bytes, source.length);
		g_autofree char *name = utf8_printable(path, strlen(path));

		json_object_set_new(files, name, pieces_json(&source, wanted));
		g_array_unref(source.lines);
	}
	return files;
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

void html_data(const struct run *run, const struct render_options *options, const char *title, GString *out)
{
	struct data d = {run, options, NULL};
	json_t *object = json_object(), *sites = json_array();

	d.wanted = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
	for (guint i = 0; i < run->sites->len; i++)
		json_array_append_new(sites, site_json(&d, g_ptr_array_index(run->sites, i)));
	json_object_set_new(object, "title", shown_text(title));
	json_object_set_new(object, "sites", sites);
	json_object_set_new(object, "files", files_json(&d));
	(void)json_dump_callback(object, append_safely, out, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(object);
	g_hash_table_unref(d.wanted);
}
