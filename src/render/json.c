/* The JSON output, schema 1 (testdata/schema/scan-1.json). Keys may be added, never taken away or given another meaning
 * without a new schema number. The same run gives the same bytes: keys are written in a fixed order. Text that is not
 * UTF-8 (file names, source) is repaired with U+FFFD, because JSON has no place for it. */
#include <math.h>
#include <string.h>

#include "render/formats.h"
#include "render/json_parts.h"
#include "render/json_text.h"
#include "render/tally.h"

#define SCHEMA 1

static json_t *steps_json(const GPtrArray *steps)
{
	json_t *array = json_array();

	for (guint i = 0; i < steps->len; i++) {
		const struct step *step = g_ptr_array_index(steps, i);
		json_t *object = json_object();

		json_object_set_new(object, "path", json_text(step->where.path));
		json_object_set_new(object, "line", json_integer(step->where.line));
		json_object_set_new(object, "column", json_integer(step->where.column));
		json_object_set_new(object, "text", json_text(step->text));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *verdicts_json(const struct site *site)
{
	json_t *verdicts = json_object();

	for (guint i = 0; i < site->verdicts->len; i++) {
		const struct errno_verdict *v = g_ptr_array_index(site->verdicts, i);
		json_t *object = json_object();

		json_object_set_new(object, "verdict", json_text(verdict_name(v->verdict)));
		json_object_set_new(object, "consequence", json_text(consequence_name(v->consequence)));
		json_object_set_new(object, "reason", json_text(v->reason));
		json_object_set_new(object, "assumes", json_texts(v->assumes));
		json_object_set_new(object, "steps", steps_json(v->steps));
		json_object_set_new(verdicts, v->errno_name, object);
	}
	return verdicts;
}

static void set_flags(json_t *site_object, const struct site *site)
{
	json_t *states = json_object(), *details = json_object();

	for (guint i = 0; i < site->flags->len; i++) {
		const struct flag_verdict *f = g_ptr_array_index(site->flags, i);
		json_t *object;

		json_object_set_new(states, f->flag, json_text(flag_state_name(f->state)));
		if (!f->reason && f->steps->len == 0)
			continue;
		object = json_object();
		json_object_set_new(object, "reason", json_text(f->reason));
		json_object_set_new(object, "steps", steps_json(f->steps));
		json_object_set_new(details, f->flag, object);
	}
	json_object_set_new(site_object, "flags", states);
	json_object_set_new(site_object, "flag_details", details);
}

static json_t *suppressed_json(const struct site *site)
{
	json_t *object;

	if (!site->suppressed_by)
		return json_null();
	object = json_object();
	json_object_set_new(object, "by", json_text(site->suppressed_by));
	json_object_set_new(object, "reason", json_text(site->suppressed_reason));
	return object;
}

/* The one finding of two that is suppressed. */
static json_t *suppressed_part_json(const struct site *site)
{
	json_t *object;

	if (site->suppressed_part == PART_NONE)
		return json_null();
	g_autofree char *finding =
		g_strconcat("sysfall-", site->rule, site->suppressed_part == PART_FLAGS ? "-flags" : "", NULL);

	object = json_object();
	json_object_set_new(object, "finding", json_text(finding));
	json_object_set_new(object, "by", json_text(site->part_by));
	json_object_set_new(object, "reason", json_text(site->part_reason));
	return object;
}

/* A patch that `sysfall fix` made for the site in this run; null when it made none. */
static json_t *patch_json(const struct site *site, const struct render_options *options)
{
	const struct site_patch *patch =
		options->patches && site->id ? g_hash_table_lookup(options->patches, site->id) : NULL;
	json_t *object;

	if (!patch)
		return json_null();
	object = json_object();
	json_object_set_new(object, "style", json_text(patch->style));
	json_object_set_new(object, "status", json_text(patch->status));
	json_object_set_new(object, "proven", json_boolean(site_patch_is_proven(patch)));
	json_object_set_new(object, "diff", json_text(patch->diff));
	json_object_set_new(object, "detail", json_text(patch->detail));
	return object;
}

json_t *json_of_site(const struct site *site, const struct render_options *options)
{
	json_t *object = json_object();

	json_object_set_new(object, "id", json_text(site->id ? site->id : ""));
	json_object_set_new(object, "rule", json_text(site->rule));
	json_object_set_new(object, "call", json_text(site->call));
	json_object_set_new(object, "path", json_text(site->where.path));
	json_object_set_new(object, "line", json_integer(site->where.line));
	json_object_set_new(object, "column", json_integer(site->where.column));
	json_object_set_new(object, "end_line", json_integer(site->where.end_line));
	json_object_set_new(object, "end_column", json_integer(site->where.end_column));
	json_object_set_new(object, "function", json_text(site->function ? site->function : ""));
	json_object_set_new(object, "form", json_text(site_form_name(site->form)));
	json_object_set_new(object, "guard", json_text(site->guard));
	json_object_set_new(object, "severity", json_text(severity_name(site->severity)));
	json_object_set_new(object, "suppressed", suppressed_json(site));
	json_object_set_new(object, "suppressed_part", suppressed_part_json(site));
	json_object_set_new(object, "verdicts", verdicts_json(site));
	json_object_set_new(object, "also_handled", json_texts(site->also_handled));
	set_flags(object, site);
	json_object_set_new(object, "patterns", json_texts(site->patterns));
	json_object_set_new(object, "patch", patch_json(site, options));
	return object;
}

json_t *json_of_occurrence(const struct occurrence *o)
{
	json_t *object = json_object();

	json_object_set_new(object, "path", json_text(o->where.path));
	json_object_set_new(object, "line", json_integer(o->where.line));
	json_object_set_new(object, "column", json_integer(o->where.column));
	json_object_set_new(object, "rule", json_text(o->rule));
	json_object_set_new(object, "class", json_text(occurrence_class_name(o->class)));
	json_object_set_new(object, "note", json_text(o->note));
	return object;
}

json_t *json_of_problem(const struct problem *p)
{
	json_t *object = json_object();

	json_object_set_new(object, "path", json_text(p->path ? p->path : ""));
	json_object_set_new(object, "line", json_integer(p->line));
	json_object_set_new(object, "kind", json_text(p->kind));
	json_object_set_new(object, "text", json_text(p->text ? p->text : ""));
	json_object_set_new(object, "incomplete", json_boolean(p->incomplete));
	return object;
}

static json_t *files_json(const struct run_files *files)
{
	json_t *object = json_object();

	json_object_set_new(object, "seen", json_integer(files->seen));
	json_object_set_new(object, "searched", json_integer(files->searched));
	json_object_set_new(object, "candidates", json_integer(files->candidates));
	json_object_set_new(object, "analysed", json_integer(files->analysed));
	json_object_set_new(object, "cached", json_integer(files->cached));
	json_object_set_new(object, "failed", json_integer(files->failed));
	return object;
}

static json_t *target_json(const struct run_target *target)
{
	json_t *object = json_object();

	json_object_set_new(object, "kernel", json_text(target->kernel));
	json_object_set_new(object, "arch", json_text(target->arch));
	json_object_set_new(object, "libc", json_text(target->libc));
	json_object_set_new(object, "sandbox", json_boolean(target->sandbox));
	return object;
}

static json_t *run_json(const struct run *run)
{
	json_t *object = json_object();

	json_object_set_new(object, "root", json_text(run->root ? run->root : ""));
	json_object_set_new(object, "started", json_text(run->started ? run->started : ""));
	json_object_set_new(object, "seconds", json_real(round(run->seconds * 1000) / 1000));
	json_object_set_new(object, "complete", json_boolean(run->complete));
	json_object_set_new(object, "target", target_json(&run->target));
	json_object_set_new(object, "files", files_json(&run->files));
	json_object_set_new(object, "compile_database", json_text(run->compile_database));
	return object;
}

/* The sums, for those who only want numbers. */
static json_t *summary_json(const struct run *run)
{
	static const char *const outcomes[OUTCOME_COUNT] = {"handled", "partly", "unhandled", "undecided"};
	json_t *object = json_object(), *sites = json_object(), *occurrences = json_object(), *parsing = json_object();
	struct tally tally;

	tally_run(run, &tally);
	json_object_set_new(sites, "total", json_integer(run->sites->len));
	for (int i = 0; i < OUTCOME_COUNT; i++)
		json_object_set_new(sites, outcomes[i], json_integer(tally.sites[i]));
	json_object_set_new(sites, "flags_lost", json_integer(tally.lost_flags));
	json_object_set_new(sites, "suppressed", json_integer(tally.suppressed));
	json_object_set_new(sites, "turned_off", json_integer(tally.turned_off));
	for (int i = OCCURRENCE_SITE + 1; i < OCCURRENCE_CLASS_COUNT; i++)
		json_object_set_new(occurrences, occurrence_class_name((enum occurrence_class)i),
				    json_integer(tally.occurrences[i]));
	json_object_set_new(object, "sites", sites);
	json_object_set_new(object, "occurrences", occurrences);
	json_object_set_new(parsing, "configurations", json_integer(run->files.configurations));
	json_object_set_new(parsing, "parses", json_integer(run->files.parses));
	json_object_set_new(object, "parsing", parsing);
	return object;
}

static json_t *tool_json(const struct run *run)
{
	json_t *object = json_object();

	json_object_set_new(object, "name", json_text("sysfall"));
	json_object_set_new(object, "version", json_text(run->tool_version ? run->tool_version : SYSFALL_VERSION));
	return object;
}

json_t *json_of_head(const struct run *run)
{
	json_t *object = json_object();

	json_object_set_new(object, "schema", json_integer(SCHEMA));
	json_object_set_new(object, "tool", tool_json(run));
	json_object_set_new(object, "run", run_json(run));
	json_object_set_new(object, "summary", summary_json(run));
	return object;
}

static json_t *document(const struct run *run, const struct render_options *options)
{
	json_t *object = json_of_head(run), *sites = json_array(), *occurrences = json_array(),
	       *problems = json_array();

	for (guint i = 0; i < run->sites->len; i++)
		json_array_append_new(sites, json_of_site(g_ptr_array_index(run->sites, i), options));
	for (guint i = 0; i < run->occurrences->len; i++)
		json_array_append_new(occurrences, json_of_occurrence(g_ptr_array_index(run->occurrences, i)));
	for (guint i = 0; i < run->problems->len; i++)
		json_array_append_new(problems, json_of_problem(g_ptr_array_index(run->problems, i)));
	json_object_set_new(object, "sites", sites);
	json_object_set_new(object, "occurrences", occurrences);
	json_object_set_new(object, "problems", problems);
	return object;
}

static bool render_json(const struct run *run, const struct render_options *options, GString *out, GError **error)
{
	(void)error;
	json_append(document(run, options), out);
	return true;
}

const struct renderer renderer_json = {
	.name = "json",
	.summary = "everything, for programs (schema 1)",
	.shows_record = true,
	.render = render_json,
};
