/* The evidence of a site as the pages show it: which steps decide is said here, so that the script only has to draw. */
#include "render/evidence.h"
#include "render/html_data.h"
#include "render/story.h"

/* [path, line, text] each. */
static json_t *steps_json(struct html_lines *lines, const GPtrArray *steps)
{
	json_t *array = json_array();

	for (guint i = 0; i < steps->len; i++) {
		const struct step *step = g_ptr_array_index(steps, i);
		json_t *one = json_array();

		json_array_append_new(one, json_integer(html_lines_want(lines, step->where.path, step->where.line)));
		json_array_append_new(one, json_integer(step->where.line));
		json_array_append_new(one, html_shown(step->text ? step->text : ""));
		json_array_append_new(array, one);
	}
	return array;
}

/* [first, count, label] of each part that is folded. */
static json_t *folds_json(const GPtrArray *steps, const char *name)
{
	g_autoptr(GArray) parts = evidence_fold(steps, name);
	json_t *array = json_array();

	for (guint i = 0; i < parts->len; i++) {
		const struct evidence_part *part = &g_array_index(parts, struct evidence_part, i);
		g_autofree char *label = evidence_label(steps, part);
		json_t *one;

		if (part->kind == EVIDENCE_STEP)
			continue;
		one = json_array();
		json_array_append_new(one, json_integer(part->first));
		json_array_append_new(one, json_integer(part->count));
		json_array_append_new(one, html_shown(label));
		json_array_append_new(array, one);
	}
	return array;
}

struct story {
	const char *kind, *verdict, *names, *consequence, *text;
	const GPtrArray *steps, *assumes;
	const char *errno_name;
};

static json_t *story_json(struct html_lines *lines, const struct story *story)
{
	json_t *object = json_object(), *texts = json_array();

	for (guint i = 0; story->assumes && i < story->assumes->len; i++)
		json_array_append_new(texts, html_shown(g_ptr_array_index(story->assumes, i)));
	json_object_set_new(object, "kind", json_string(story->kind));
	json_object_set_new(object, "verdict", json_string(story->verdict));
	json_object_set_new(object, "names", html_shown(story->names));
	json_object_set_new(object, "consequence", html_shown(story->consequence));
	json_object_set_new(object, "text", html_shown(story->text));
	json_object_set_new(object, "steps", steps_json(lines, story->steps));
	json_object_set_new(object, "folds", folds_json(story->steps, story->errno_name));
	json_object_set_new(object, "assumes", texts);
	return object;
}

/* What happens is told once, where the reason says the same as the consequence. */
static char *told(const struct site *site, guint index)
{
	const struct errno_verdict *v = g_ptr_array_index(site->verdicts, index);
	const char *then = story_at_run_time[v->consequence];
	g_autofree char *names = story_names(site, index), *text = story_text(site, index);

	if (!then || !v->reason || !g_str_has_prefix(then, v->reason))
		return g_strdup_printf("W%s.", text + 1);
	return g_strdup_printf("With %s: %s.", names, then);
}

static json_t *verdict_json(const struct site *site, guint index, struct html_lines *lines)
{
	static const char *const kinds[VERDICT_COUNT] = {
		[VERDICT_HANDLED] = "handled",     [VERDICT_DEFERRED] = "handled",  [VERDICT_CONDITIONAL] = "partly",
		[VERDICT_UNHANDLED] = "unhandled", [VERDICT_UNKNOWN] = "undecided",
	};
	const struct errno_verdict *v = g_ptr_array_index(site->verdicts, index);
	g_autofree char *names = story_names(site, index), *text = told(site, index);

	return story_json(lines, &(struct story){kinds[v->verdict], verdict_name(v->verdict), names,
						 story_at_run_time[v->consequence], text, v->steps, v->assumes,
						 v->errno_name});
}

json_t *html_stories(const struct site *site, struct html_lines *lines)
{
	json_t *array = json_array();

	for (guint i = 0; i < site->verdicts->len; i++) {
		if (!story_told_before(site, i))
			json_array_append_new(array, verdict_json(site, i, lines));
	}
	for (guint i = 0; i < site->flags->len; i++) {
		const struct flag_verdict *f = g_ptr_array_index(site->flags, i);
		g_autofree char *text = g_strdup_printf("%s is lost on the fallback path%s%s.", f->flag,
							f->reason ? ": " : "", f->reason ? f->reason : "");

		if (f->state == FLAG_LOST)
			json_array_append_new(array, story_json(lines, &(struct story){"flag", "lost", f->flag, NULL,
										       text, f->steps, NULL, NULL}));
	}
	return array;
}
