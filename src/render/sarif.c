/* SARIF 2.1.0, for code scanning and every other consumer of it. One result for what is not handled at a site, one for
 * the flags that it loses; what is handled is no result. Evidence is code flows, one for each story.
 *
 * What consumers do with it decides some of this: the region is the call alone, because an alert shows in a pull
 * request only if all of its lines are in the diff; primaryLocationLineHash is computed as the upload action does. */
#include <jansson.h>
#include <string.h>

#include "policy/compare.h"
#include "render/formats.h"
#include "render/json_text.h"
#include "render/sarif_fix.h"
#include "render/sarif_notes.h"
#include "render/sarif_place.h"
#include "render/sarif_rules.h"
#include "render/story.h"
#include "render/tally.h"

#define SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

struct sarif {
	const struct run *run;
	const struct render_options *options;
	struct sarif_places places;
	json_t *rules, *results;
};

/* {"text": …} as a sentence: its first letter large, a full stop at the end. Names keep theirs. */
static json_t *sentence(const char *text)
{
	json_t *object = json_object();
	g_autofree char *ended = g_strconcat(text, g_str_has_suffix(text, ".") ? "" : ".", NULL);

	json_object_set_new(object, "text", json_text(ended));
	return object;
}

/* Code flows. */

static json_t *flow_location(struct sarif *s, const struct location_range *where, const char *text, bool essential)
{
	json_t *location = sarif_location(&s->places, where), *step = json_object();

	json_object_set_new(location, "message", sentence(text));
	json_object_set_new(step, "location", location);
	json_object_set_new(step, "importance", json_string(essential ? "essential" : "important"));
	return step;
}

static json_t *code_flow(struct sarif *s, const struct site *site, const char *title, const GPtrArray *steps)
{
	json_t *flow = json_object(), *threads = json_array(), *thread = json_object(), *locations = json_array();

	for (guint i = 0; i < steps->len; i++) {
		const struct step *step = g_ptr_array_index(steps, i);
		struct location_range where = {step->where.path, step->where.line, step->where.column, 0, 0};

		if (where.path && *where.path)
			json_array_append_new(locations, flow_location(s, &where, step->text ? step->text : "", !i));
	}
	if (json_array_size(locations) == 0)
		json_array_append_new(locations, flow_location(s, &site->where, title, true));
	json_object_set_new(thread, "locations", locations);
	json_array_append_new(threads, thread);
	json_object_set_new(flow, "message", sentence(title));
	json_object_set_new(flow, "threadFlows", threads);
	return flow;
}

static json_t *verdict_flows(struct sarif *s, const struct site *site)
{
	json_t *flows = json_array();

	for (guint i = 0; i < site->verdicts->len; i++) {
		const struct errno_verdict *v = g_ptr_array_index(site->verdicts, i);

		if (!story_is_bad(v) || story_told_before(site, i))
			continue;
		g_autofree char *title = story_text(site, i);

		title[0] = g_ascii_toupper(title[0]);
		json_array_append_new(flows, code_flow(s, site, title, v->steps));
	}
	return flows;
}

static json_t *flag_flows(struct sarif *s, const struct site *site)
{
	json_t *flows = json_array();

	for (guint i = 0; i < site->flags->len; i++) {
		const struct flag_verdict *f = g_ptr_array_index(site->flags, i);

		if (f->state != FLAG_LOST)
			continue;
		g_autofree char *title =
			g_strdup_printf("%s is lost%s%s", f->flag, f->reason ? ": " : "", f->reason ? f->reason : "");

		json_array_append_new(flows, code_flow(s, site, title, f->steps));
	}
	return flows;
}

/* The parts of a result that both kinds have. */

static json_t *locations_of(struct sarif *s, const struct site *site)
{
	json_t *array = json_array(), *location = sarif_location_with_text(&s->places, &site->where);
	json_t *logical = json_array(), *function = json_object();

	if (site->function && *site->function) {
		json_object_set_new(function, "name", json_text(site->function));
		json_object_set_new(function, "kind", json_string("function"));
		json_array_append_new(logical, function);
		json_object_set_new(location, "logicalLocations", logical);
	} else {
		json_decref(logical);
		json_decref(function);
	}
	json_array_append_new(array, location);
	return array;
}

static json_t *fingerprints_of(struct sarif *s, const struct site *site)
{
	json_t *object = json_object();
	const char *hash = sarif_line_hash(&s->places, site->where.path, site->where.line);

	if (hash)
		json_object_set_new(object, "primaryLocationLineHash", json_string(hash));
	json_object_set_new(object, "sysfallSite/v1", json_text(site->id ? site->id : ""));
	return object;
}

static json_t *suppressions_of(const struct site *site, enum site_part part)
{
	const char *by = site->suppressed_by ? site->suppressed_by : site->part_by;
	const char *reason = site->suppressed_by ? site->suppressed_reason : site->part_reason;
	json_t *array = json_array(), *object;

	if (!story_is_suppressed(site, part))
		return array;
	object = json_object();
	json_object_set_new(object, "kind", json_string(g_strcmp0(by, "comment") == 0 ? "inSource" : "external"));
	json_object_set_new(object, "status", json_string("accepted"));
	if (reason)
		json_object_set_new(object, "justification", json_text(reason));
	json_array_append_new(array, object);
	return array;
}

static json_t *properties_of(const struct site *site)
{
	json_t *object = json_object(), *verdicts = json_object();

	for (guint i = 0; i < site->verdicts->len; i++) {
		const struct errno_verdict *v = g_ptr_array_index(site->verdicts, i);

		json_object_set_new(verdicts, v->errno_name, json_string(verdict_name(v->verdict)));
	}
	json_object_set_new(object, "call", json_text(site->call));
	json_object_set_new(object, "form", json_string(site_form_name(site->form)));
	json_object_set_new(object, "verdicts", verdicts);
	if (site->guard)
		json_object_set_new(object, "guard", json_text(site->guard));
	json_object_set_new(object, "patterns", json_texts(site->patterns));
	return object;
}

/* A patch of several sites in one file stands beside each of them. */
static void set_fixes(struct sarif *s, const struct site *site, json_t *result)
{
	const struct site_patch *patch =
		s->options->patches && site->id ? g_hash_table_lookup(s->options->patches, site->id) : NULL;
	json_t *fix = patch && site_patch_is_proven(patch) ? sarif_fix(s->options, site->where.path, patch) : NULL,
	       *fixes;

	if (!fix)
		return;
	fixes = json_array();
	json_array_append_new(fixes, fix);
	json_object_set_new(result, "fixes", fixes);
}

static const char *baseline_state(const struct sarif *s, const struct site *site)
{
	static const char *const words[CHANGE_KIND_COUNT] = {
		[CHANGE_NEW] = "new",
		[CHANGE_FIXED] = "absent",
		[CHANGE_CHANGED] = "updated",
		[CHANGE_UNCHANGED] = "unchanged",
	};

	for (guint i = 0; i < s->options->changes->len; i++) {
		const struct change *c = g_ptr_array_index(s->options->changes, i);

		if ((c->now && c->now->site == site) || (c->kind == CHANGE_FIXED && c->before->site == site))
			return words[c->kind];
	}
	return words[CHANGE_UNCHANGED];
}

static void add_result(struct sarif *s, const struct site *site, bool flags, enum severity severity, const char *text)
{
	g_autofree char *id = sarif_rule_id(site->rule, flags);
	json_t *result = json_object();

	json_object_set_new(result, "ruleId", json_text(id));
	json_object_set_new(result, "ruleIndex", json_integer(sarif_rule_index(s->rules, id)));
	json_object_set_new(result, "level", json_string(severity_name(severity)));
	json_object_set_new(result, "message", sentence(text));
	json_object_set_new(result, "locations", locations_of(s, site));
	json_object_set_new(result, "partialFingerprints", fingerprints_of(s, site));
	json_object_set_new(result, "codeFlows", flags ? flag_flows(s, site) : verdict_flows(s, site));
	set_fixes(s, site, result);
	json_object_set_new(result, "suppressions", suppressions_of(site, flags ? PART_FLAGS : PART_FALLBACK));
	if (s->options->changes)
		json_object_set_new(result, "baselineState", json_string(baseline_state(s, site)));
	json_object_set_new(result, "properties", properties_of(site));
	json_array_append_new(s->results, result);
}

static char *message_of(const struct site *site)
{
	GString *text = g_string_new(NULL);
	g_autofree char *headline = story_headline(site);

	g_string_append(text, headline);
	for (guint i = 0; i < site->verdicts->len; i++) {
		if (!story_is_bad(g_ptr_array_index(site->verdicts, i)) || story_told_before(site, i))
			continue;
		g_autofree char *story = story_text(site, i);

		g_string_append_printf(text, ". W%s", story + 1);
	}
	return g_string_free(text, FALSE);
}

static void add_site(struct sarif *s, const struct site *site)
{
	g_autofree char *lost = story_lost_flags(site);

	if (!story_is_told(site))
		return;
	if (tally_outcome(site) != OUTCOME_HANDLED) {
		g_autofree char *text = message_of(site);

		add_result(s, site, false, site->severity, text);
	}
	if (lost)
		add_result(s, site, true, MIN(site->severity, SEVERITY_WARNING), lost);
}

static void add_absent(struct sarif *s)
{
	for (guint i = 0; s->options->changes && i < s->options->changes->len; i++) {
		const struct change *c = g_ptr_array_index(s->options->changes, i);

		if (c->kind == CHANGE_FIXED && c->before->site)
			add_site(s, c->before->site);
	}
}

/* The document. */

static json_t *tool_of(const struct sarif *s)
{
	const char *version = s->run->tool_version ? s->run->tool_version : SYSFALL_VERSION;
	json_t *driver = json_object(), *tool = json_object();

	json_object_set_new(driver, "name", json_string("sysfall"));
	json_object_set_new(driver, "version", json_text(version));
	json_object_set_new(driver, "semanticVersion", json_text(version));
	if (*SYSFALL_HOMEPAGE)
		json_object_set_new(driver, "informationUri", json_string(SYSFALL_HOMEPAGE));
	json_object_set_new(driver, "rules", json_incref(s->rules));
	json_object_set_new(driver, "notifications", sarif_notification_kinds(s->run));
	json_object_set_new(tool, "driver", driver);
	return tool;
}

static json_t *bases_of(const struct run *run, const struct render_options *options)
{
	json_t *bases = json_object(), *base = json_object();
	g_autofree char *uri = sarif_base_uri(options, run->root ? run->root : "/");

	json_object_set_new(base, "uri", json_text(uri));
	json_object_set_new(base, "description", sentence("The folder that paths are relative to"));
	json_object_set_new(bases, "SRCROOT", base);
	return bases;
}

/* Where the scanned commit can be had, and where it lay. */
static json_t *provenance_of(const struct sarif *s)
{
	const struct run_origin *origin = &s->run->origin;
	json_t *array = json_array(), *details = json_object(), *mapped = json_object();
	g_autofree char *base = sarif_base_uri(s->options, s->run->root ? s->run->root : "/");
	g_autofree char *top =
		sarif_base_uri(&(struct render_options){.path_prefix = NULL}, origin->top ? origin->top : "/");
	bool is_base = strcmp(base, top) == 0;

	json_object_set_new(mapped, is_base ? "uriBaseId" : "uri", json_text(is_base ? "SRCROOT" : top));
	json_object_set_new(details, "repositoryUri", json_text(origin->repository));
	json_object_set_new(details, "revisionId", json_text(origin->revision));
	if (origin->branch)
		json_object_set_new(details, "branch", json_text(origin->branch));
	json_object_set_new(details, "mappedTo", mapped);
	json_array_append_new(array, details);
	return array;
}

static json_t *document(struct sarif *s)
{
	json_t *log = json_object(), *runs = json_array(), *run = json_object(), *automation = json_object();

	for (guint i = 0; i < s->run->sites->len; i++)
		add_site(s, g_ptr_array_index(s->run->sites, i));
	add_absent(s);
	json_object_set_new(automation, "id", json_string("sysfall/"));
	json_object_set_new(run, "tool", tool_of(s));
	json_object_set_new(run, "invocations", sarif_invocations(&s->places, s->run, s->rules));
	json_object_set_new(run, "originalUriBaseIds", bases_of(s->run, s->options));
	if (s->run->origin.repository && s->run->origin.revision)
		json_object_set_new(run, "versionControlProvenance", provenance_of(s));
	json_object_set_new(run, "automationDetails", automation);
	json_object_set_new(run, "columnKind", json_string("utf16CodeUnits"));
	json_object_set_new(run, "results", json_incref(s->results));
	json_array_append_new(runs, run);
	json_object_set_new(log, "$schema", json_string(SCHEMA));
	json_object_set_new(log, "version", json_string("2.1.0"));
	json_object_set_new(log, "runs", runs);
	return log;
}

static bool render_sarif(const struct run *run, const struct render_options *options, GString *out, GError **error)
{
	struct sarif s = {.run = run, .options = options, .places = {.options = options}};

	(void)error;
	s.rules = sarif_rules(run, options->rules);
	s.results = json_array();
	json_append(document(&s), out);
	json_decref(s.rules);
	json_decref(s.results);
	sarif_places_clear(&s.places);
	return true;
}

const struct renderer renderer_sarif = {
	.name = "sarif",
	.summary = "SARIF 2.1.0, for code scanning",
	.marks_changes = true,
	.shows_record = true,
	.shows_origin = true,
	.from_top = true,
	.render = render_sarif,
};
