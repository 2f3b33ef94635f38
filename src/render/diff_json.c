/* Changes as JSON: {"schema": 1, "before": …, "now": …, "summary": {"new": 1, …}, "sites": [{"state": "new", …}]}. */
#include "policy/compare.h"
#include "render/diff_formats.h"
#include "render/json_text.h"

#define SCHEMA 1

static json_t *run_json(const struct run *run, const char *name)
{
	json_t *object = json_object();

	json_object_set_new(object, "name", json_text(name));
	json_object_set_new(object, "run", run && run->id ? json_integer(run->id) : json_null());
	json_object_set_new(object, "root", json_text(run ? run->root : NULL));
	json_object_set_new(object, "started", json_text(run ? run->started : NULL));
	json_object_set_new(object, "complete", run ? json_boolean(run->complete) : json_null());
	return object;
}

static json_t *known_json(const struct known *known)
{
	json_t *object, *states;

	if (!known)
		return json_null();
	object = json_object();
	states = json_object();
	for (guint i = 0; i < known->states->len; i++) {
		const struct known_state *s = &g_array_index(known->states, struct known_state, i);

		json_object_set_new(states, s->name, json_text(s->word));
	}
	json_object_set_new(object, "id", json_text(known->id));
	json_object_set_new(object, "path", json_text(known->path));
	json_object_set_new(object, "line", known->site ? json_integer(known->site->where.line) : json_null());
	json_object_set_new(object, "function", json_text(known->function));
	json_object_set_new(object, "severity",
			    known->site ? json_string(severity_name(known->site->severity)) : json_null());
	json_object_set_new(object, "suppressed", json_text(known->site ? known->site->suppressed_by : NULL));
	json_object_set_new(object, "states", states);
	return object;
}

static json_t *change_json(const struct change *c)
{
	const struct known *known = c->now ? c->now : c->before;
	json_t *object = json_object();

	json_object_set_new(object, "state", json_string(change_kind_name(c->kind)));
	json_object_set_new(object, "worse", json_boolean(c->worse));
	json_object_set_new(object, "rule", json_text(known->rule));
	json_object_set_new(object, "call", json_text(known->call));
	json_object_set_new(object, "before", known_json(c->before));
	json_object_set_new(object, "now", known_json(c->now));
	return object;
}

void changes_json(const struct diff *diff, GString *out)
{
	json_t *object = json_object(), *summary = json_object(), *sites = json_array();
	unsigned counts[CHANGE_KIND_COUNT] = {0};

	for (guint i = 0; i < diff->changes->len; i++) {
		const struct change *c = g_ptr_array_index(diff->changes, i);

		counts[c->kind]++;
		json_array_append_new(sites, change_json(c));
	}
	for (int i = 0; i < CHANGE_KIND_COUNT; i++)
		json_object_set_new(summary, change_kind_name((enum change_kind)i), json_integer(counts[i]));
	json_object_set_new(object, "schema", json_integer(SCHEMA));
	json_object_set_new(object, "before", run_json(diff->before, diff->before_name));
	json_object_set_new(object, "now", run_json(diff->now, NULL));
	json_object_set_new(object, "summary", summary);
	json_object_set_new(object, "sites", sites);
	json_append(object, out);
}
