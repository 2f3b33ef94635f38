/* reviewdog's diagnostics (RDFormat, rdjson). Positions count bytes from 1 and ranges end behind the last one, as here.
 * A patch that changes one range is a suggestion, which a reviewer takes over with a click; one of several is not: each
 * suggestion must be right by itself. */
#include <jansson.h>

#include "render/findings.h"
#include "render/formats.h"
#include "render/json_text.h"
#include "render/sarif_fix.h"

static const char *const severities[SEVERITY_COUNT] = {"INFO", "INFO", "WARNING", "ERROR"};

static json_t *position(unsigned line, unsigned column)
{
	json_t *object = json_object();

	json_object_set_new(object, "line", json_integer(line));
	if (column)
		json_object_set_new(object, "column", json_integer(column));
	return object;
}

static json_t *location(const struct finding *f)
{
	json_t *object = json_object(), *range = json_object();

	json_object_set_new(object, "path", json_text(f->path));
	if (!f->where.line) {
		json_decref(range);
		return object;
	}
	json_object_set_new(range, "start", position(f->where.line, f->where.column));
	if (f->where.end_line)
		json_object_set_new(range, "end", position(f->where.end_line, f->where.end_column));
	json_object_set_new(object, "range", range);
	return object;
}

/* NULL: none. */
static json_t *suggestion(const struct finding *f, const struct render_options *options)
{
	const struct site_patch *patch =
		options->patches && f->site && f->site->id ? g_hash_table_lookup(options->patches, f->site->id) : NULL;
	json_t *fix = patch && site_patch_is_proven(patch) ? sarif_fix(options, f->site->where.path, patch) : NULL;
	json_t *change = json_array_get(json_object_get(fix, "artifactChanges"), 0);
	json_t *replacements = json_object_get(change, "replacements"), *only = json_array_get(replacements, 0);
	json_t *region = json_object_get(only, "deletedRegion"), *object = NULL, *range;

	if (json_array_size(replacements) == 1) {
		object = json_object();
		range = json_object();
		json_object_set_new(range, "start",
				    position((unsigned)json_integer_value(json_object_get(region, "startLine")),
					     (unsigned)json_integer_value(json_object_get(region, "startColumn"))));
		json_object_set_new(range, "end",
				    position((unsigned)json_integer_value(json_object_get(region, "endLine")),
					     (unsigned)json_integer_value(json_object_get(region, "endColumn"))));
		json_object_set_new(object, "range", range);
		json_object_set(object, "text", json_object_get(json_object_get(only, "insertedContent"), "text"));
	}
	json_decref(fix);
	return object;
}

static json_t *diagnostic(const struct finding *f, const struct render_options *options)
{
	const struct rule *rule = f->site && options->rules ? rule_set_find(options->rules, f->site->rule) : NULL;
	json_t *object = json_object(), *code = json_object(), *suggested = suggestion(f, options), *array;

	json_object_set_new(object, "message", json_text(f->message));
	json_object_set_new(object, "location", location(f));
	json_object_set_new(object, "severity", json_string(severities[f->severity]));
	json_object_set_new(code, "value", json_text(f->id));
	if (rule && rule->manual)
		json_object_set_new(code, "url", json_text(rule->manual));
	json_object_set_new(object, "code", code);
	if (suggested) {
		array = json_array();
		json_array_append_new(array, suggested);
		json_object_set_new(object, "suggestions", array);
	}
	return object;
}

static bool render_rdjson(const struct run *run, const struct render_options *options, GString *out, GError **error)
{
	g_autoptr(GPtrArray) findings = findings_of(run, options);
	json_t *document = json_object(), *source = json_object(), *diagnostics = json_array();

	(void)error;
	for (guint i = 0; i < findings->len; i++) {
		const struct finding *f = g_ptr_array_index(findings, i);

		if (*f->path) /* a diagnostic must have a file */
			json_array_append_new(diagnostics, diagnostic(f, options));
	}
	json_object_set_new(source, "name", json_string("sysfall"));
	if (*SYSFALL_HOMEPAGE)
		json_object_set_new(source, "url", json_string(SYSFALL_HOMEPAGE));
	json_object_set_new(document, "source", source);
	json_object_set_new(document, "diagnostics", diagnostics);
	json_append(document, out);
	return true;
}

const struct renderer renderer_rdjson = {
	.name = "rdjson",
	.summary = "reviewdog's diagnostics",
	.shows_record = true,
	.from_top = true,
	.render = render_rdjson,
};
