/* A notification of the level "error" would mean that the run failed; what could not be analysed is a "warning". */
#include "render/sarif_notes.h"

#include <string.h>

#include "render/json_text.h"
#include "render/sarif_rules.h"
#include "render/tally.h"

/* About how the tool was called and set up, not about what it did. */
static const char *const configuration_kinds[] = {"config", "stale", "unused-suppression", "unused-baseline"};
#define UNREACHED  "unreached"
#define TURNED_OFF "target"

static const struct {
	const char *kind, *text;
} descriptions[] = {
	{"parse", "A part of a file could not be parsed."},
	{"timeout", "A file took longer than it may."},
	{"crash", "The compiler's library crashed on a file."},
	{"memory", "A file took more memory than it may."},
	{"config", "The compile database or another setting is not as it should be."},
	{"unreadable", "A file or folder could not be read."},
	{"encoding", "A file is in an encoding that is not searched."},
	{"stale", "The compile database names files that are not there."},
	{"conflict", "A merge has left conflicts in a file."},
	{"budget", "A question took more work than it may."},
	{"unused-suppression", "A suppression is of no use."},
	{"unused-baseline", "An entry of the baseline is of no use."},
	{UNREACHED, "A mention of a call was not seen by the compiler."},
	{TURNED_OFF, "Findings are not reported because the target has the call."},
};

static const char *describe(const char *kind)
{
	for (guint i = 0; i < G_N_ELEMENTS(descriptions); i++) {
		if (strcmp(descriptions[i].kind, kind) == 0)
			return descriptions[i].text;
	}
	return "Something is to be known about the run.";
}

static bool is_configuration(const char *kind)
{
	for (guint i = 0; i < G_N_ELEMENTS(configuration_kinds); i++) {
		if (strcmp(configuration_kinds[i], kind) == 0)
			return true;
	}
	return false;
}

static void add_kind(json_t *kinds, GHashTable *seen, const char *kind)
{
	json_t *object, *text;

	if (!g_hash_table_add(seen, (gpointer)g_intern_string(kind)))
		return;
	object = json_object();
	text = json_object();
	json_object_set_new(text, "text", json_string(describe(kind)));
	json_object_set_new(object, "id", json_text(kind));
	json_object_set_new(object, "shortDescription", text);
	json_array_append_new(kinds, object);
}

json_t *sarif_notification_kinds(const struct run *run)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	json_t *kinds = json_array();
	struct tally tally;

	tally_run(run, &tally);
	for (guint i = 0; i < run->problems->len; i++)
		add_kind(kinds, seen, ((const struct problem *)g_ptr_array_index(run->problems, i))->kind);
	if (tally.occurrences[OCCURRENCE_UNREACHED])
		add_kind(kinds, seen, UNREACHED);
	if (tally.turned_off)
		add_kind(kinds, seen, TURNED_OFF);
	return kinds;
}

static json_t *notification(const char *kind, const char *level, const char *text)
{
	json_t *object = json_object(), *descriptor = json_object(), *message = json_object();
	g_autofree char *sentence = g_strconcat(text, g_str_has_suffix(text, ".") ? "" : ".", NULL);

	json_object_set_new(message, "text", json_text(sentence));
	json_object_set_new(descriptor, "id", json_text(kind));
	json_object_set_new(object, "descriptor", descriptor);
	json_object_set_new(object, "message", message);
	json_object_set_new(object, "level", json_string(level));
	return object;
}

static void set_place(struct sarif_places *places, json_t *object, const struct location_range *where)
{
	json_t *locations;

	if (!where->path || !*where->path)
		return;
	locations = json_array();
	json_array_append_new(locations, sarif_location(places, where));
	json_object_set_new(object, "locations", locations);
}

static void add_problems(struct sarif_places *places, const struct run *run, json_t *execution, json_t *configuration)
{
	for (guint i = 0; i < run->problems->len; i++) {
		const struct problem *p = g_ptr_array_index(run->problems, i);
		struct location_range where = {p->path, p->line, 0, 0, 0};
		json_t *object = notification(p->kind, p->incomplete ? "warning" : "note", p->text ? p->text : "");

		set_place(places, object, &where);
		json_array_append_new(is_configuration(p->kind) ? configuration : execution, object);
	}
}

static void add_unreached(struct sarif_places *places, const struct run *run, const json_t *rules, json_t *execution)
{
	for (guint i = 0; i < run->occurrences->len; i++) {
		const struct occurrence *o = g_ptr_array_index(run->occurrences, i);
		struct location_range where = {o->where.path, o->where.line, o->where.column, 0, 0};
		g_autofree char *id = sarif_rule_id(o->rule, false);
		int index = sarif_rule_index(rules, id);

		if (o->class != OCCURRENCE_UNREACHED)
			continue;
		g_autofree char *text = g_strdup_printf("This place could not be analysed%s%s", o->note ? ": " : "",
							o->note ? o->note : "");
		json_t *object = notification(UNREACHED, "warning", text), *rule;

		set_place(places, object, &where);
		if (index >= 0) {
			rule = json_object();
			json_object_set_new(rule, "id", json_text(id));
			json_object_set_new(rule, "index", json_integer(index));
			json_object_set_new(object, "associatedRule", rule);
		}
		json_array_append_new(execution, object);
	}
}

static void add_turned_off(const struct run *run, json_t *configuration)
{
	struct tally tally;

	tally_run(run, &tally);
	if (!tally.turned_off)
		return;
	g_autofree char *text =
		g_strdup_printf("%u findings are not reported, because the target (Linux %s on %s) has the call",
				tally.turned_off, run->target.kernel ? run->target.kernel : "of any age",
				run->target.arch ? run->target.arch : "any processor");

	json_array_append_new(configuration, notification(TURNED_OFF, "note", text));
}

/* The time `seconds` after an RFC 3339 time; NULL when that is none. */
static char *time_after(const char *started, double seconds)
{
	g_autoptr(GDateTime) begin = started ? g_date_time_new_from_iso8601(started, NULL) : NULL;
	g_autoptr(GDateTime) end = begin ? g_date_time_add_seconds(begin, seconds) : NULL;

	return end ? g_date_time_format(end, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

json_t *sarif_invocations(struct sarif_places *places, const struct run *run, const json_t *rules)
{
	json_t *invocation = json_object(), *execution = json_array(), *configuration = json_array();
	json_t *folder = json_object(), *array = json_array();
	g_autofree char *uri = sarif_base_uri(places->options, run->root ? run->root : "/");
	g_autofree char *begin = time_after(run->started, 0), *end = time_after(run->started, run->seconds);

	json_object_set_new(invocation, "executionSuccessful", json_true());
	if (places->options->command_line) {
		json_object_set_new(invocation, "commandLine", json_text(places->options->command_line));
		json_object_set_new(invocation, "exitCode", json_integer(places->options->exit_code));
	}
	if (begin && end) {
		json_object_set_new(invocation, "startTimeUtc", json_text(begin));
		json_object_set_new(invocation, "endTimeUtc", json_text(end));
	}
	json_object_set_new(folder, "uri", json_text(uri));
	json_object_set_new(invocation, "workingDirectory", folder);
	add_problems(places, run, execution, configuration);
	add_unreached(places, run, rules, execution);
	add_turned_off(run, configuration);
	json_object_set_new(invocation, "toolExecutionNotifications", execution);
	json_object_set_new(invocation, "toolConfigurationNotifications", configuration);
	json_array_append_new(array, invocation);
	return array;
}
