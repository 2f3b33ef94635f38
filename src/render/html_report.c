/* What is counted once for all parts of the report. */
#include <string.h>

#include "render/html_parts.h"
#include "render/story.h"

#define CALLS_MAX 3 /* are named */

const char *const html_state_class[HTML_STATE_COUNT] = {
	[HTML_UNHANDLED] = "unhandled", [HTML_PARTLY] = "partly",   [HTML_FLAG] = "flag",
	[HTML_UNDECIDED] = "undecided", [HTML_HANDLED] = "handled", [HTML_OFF] = "off",
	[HTML_ASIDE] = "aside",
};

const char *const html_state_text[HTML_STATE_COUNT] = {
	[HTML_UNHANDLED] = "no fallback", [HTML_PARTLY] = "partly handled", [HTML_FLAG] = "loses a flag",
	[HTML_UNDECIDED] = "not decided", [HTML_HANDLED] = "handled",       [HTML_OFF] = "not needed here",
	[HTML_ASIDE] = "put aside",
};

enum html_state html_state_of(const struct site *site)
{
	static const enum html_state states[OUTCOME_COUNT] = {
		[OUTCOME_HANDLED] = HTML_HANDLED,
		[OUTCOME_PARTLY] = HTML_PARTLY,
		[OUTCOME_UNHANDLED] = HTML_UNHANDLED,
		[OUTCOME_UNDECIDED] = HTML_UNDECIDED,
	};
	enum site_outcome outcome = tally_outcome(site);
	bool lost = tally_loses_flag(site);

	if (outcome == OUTCOME_HANDLED && !lost)
		return HTML_HANDLED;
	if (site->suppressed_by)
		return HTML_ASIDE;
	if (!story_is_told(site))
		return HTML_OFF;
	return outcome == OUTCOME_HANDLED ? HTML_FLAG : states[outcome];
}

enum consequence html_consequence_of(const struct site *site)
{
	enum consequence worst = CONSEQUENCE_NONE;

	for (guint i = 0; i < site->verdicts->len; i++) {
		enum consequence c = ((const struct errno_verdict *)g_ptr_array_index(site->verdicts, i))->consequence;

		if (consequence_is_worse(c, worst))
			worst = c;
	}
	return worst;
}

static bool is_failure(enum html_state state)
{
	return state == HTML_UNHANDLED || state == HTML_PARTLY || state == HTML_FLAG;
}

unsigned html_bad(const struct html_report *r)
{
	return r->states[HTML_UNHANDLED] + r->states[HTML_PARTLY] + r->states[HTML_FLAG];
}

const struct rule *html_rule_of(const struct html_report *r, const struct site *site)
{
	return r->options->rules ? rule_set_find(r->options->rules, site->rule) : NULL;
}

/* Names. */

/* "src/net/" of "src/net/a.c" and "src/net/b/c.c". */
static char *common_folder(const struct run *run)
{
	const char *first = run->sites->len ? ((struct site *)g_ptr_array_index(run->sites, 0))->where.path : "";
	size_t length = strlen(first);

	for (guint i = 0; i < run->sites->len; i++) {
		const char *path = ((struct site *)g_ptr_array_index(run->sites, i))->where.path;
		size_t same = 0;

		while (same < length && path[same] == first[same])
			same++;
		length = same;
	}
	while (length > 0 && first[length - 1] != '/')
		length--;
	return g_strndup(first, length);
}

char *html_folder(const char *common, const char *path)
{
	size_t skip = g_str_has_prefix(path, common) ? strlen(common) : 0;
	const char *slash = strchr(path + skip, '/');

	if (slash)
		return g_strndup(path, (gsize)(slash - path));
	return skip > 1 ? g_strndup(path, skip - 1) : g_strdup("(top folder)");
}

static bool in_one_folder(const struct html_report *r)
{
	g_autofree char *first = NULL;

	for (guint i = 0; i < r->run->sites->len; i++) {
		const struct site *site = g_ptr_array_index(r->run->sites, i);
		g_autofree char *folder = html_folder(r->common, site->where.path);

		if (first && strcmp(first, folder) != 0)
			return false;
		if (!first)
			first = g_steal_pointer(&folder);
	}
	return true;
}

char *html_component(const struct html_report *r, const struct site *site)
{
	return r->by_file ? g_strdup(site->where.path) : html_folder(r->common, site->where.path);
}

char *html_target_name(const struct run_target *target)
{
	GString *s;

	if (!target->kernel && !target->arch && !target->libc && !target->sandbox)
		return NULL;
	s = g_string_new(NULL);
	g_string_append_printf(s, "Linux %s", target->kernel ? target->kernel : "of any age");
	g_string_append_printf(s, " on %s", target->arch ? target->arch : "any processor");
	if (target->libc)
		g_string_append_printf(s, " with %s", target->libc);
	if (target->sandbox)
		g_string_append(s, ", in a sandbox");
	return g_string_free(s, FALSE);
}

char *html_local(const struct html_report *r, const char *text)
{
	const char *root = r->run->root;

	if (r->options->local_paths || !root || strlen(root) < 2)
		return g_strdup(text);
	g_autofree char *below = g_strconcat(root, "/", NULL);
	g_auto(GStrv) inside = g_strsplit(text, below, -1);
	g_autofree char *shorter = g_strjoinv("", inside);
	g_auto(GStrv) itself = g_strsplit(shorter, root, -1);

	return g_strjoinv(r->name, itself);
}

bool html_rule_fails(const struct html_report *r, const struct rule *rule)
{
	for (guint i = 0; i < r->run->sites->len; i++) {
		const struct site *site = g_ptr_array_index(r->run->sites, i);

		if (is_failure(html_state_of(site)) && html_rule_of(r, site) == rule)
			return true;
	}
	return false;
}

char *html_calls(const struct html_report *r, bool (*which)(const struct html_report *, const struct rule *),
		 const char *last)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < r->rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(r->rules, i);

		if (!which || which(r, rule))
			g_ptr_array_add(names, g_strdup_printf("%s()", rule->call.name));
	}
	if (names->len > CALLS_MAX) {
		char *others = g_strdup_printf("%u other calls", names->len - CALLS_MAX);

		g_ptr_array_set_size(names, CALLS_MAX);
		g_ptr_array_add(names, others);
	}
	return names->len ? html_list(names, last) : g_strdup("the call");
}

static int rule_compare(gconstpointer left, gconstpointer right)
{
	return strcmp((*(const struct rule *const *)left)->id, (*(const struct rule *const *)right)->id);
}

static void count_site(struct html_report *r, const struct site *site)
{
	enum html_state state = html_state_of(site);
	const struct rule *rule = html_rule_of(r, site);
	const struct site_patch *patch =
		r->options->patches && site->id ? g_hash_table_lookup(r->options->patches, site->id) : NULL;

	r->states[state]++;
	if (is_failure(state)) {
		enum consequence c = html_consequence_of(site);

		r->consequences[c == CONSEQUENCE_NONE && tally_loses_flag(site) ? CONSEQUENCE_FLAG_LOST : c]++;
		r->patches += patch && patch->diff && site_patch_is_proven(patch);
	}
	if (rule && !g_ptr_array_find(r->rules, rule, NULL))
		g_ptr_array_add(r->rules, (gpointer)rule);
}

void html_report_init(struct html_report *r, const struct run *run, const struct render_options *options)
{
	*r = (struct html_report){.run = run, .options = options, .rules = g_ptr_array_new()};
	tally_run(run, &r->tally);
	r->open = r->tally.incomplete + r->tally.occurrences[OCCURRENCE_UNREACHED];
	for (guint i = 0; i < run->sites->len; i++)
		count_site(r, g_ptr_array_index(run->sites, i));
	g_ptr_array_sort(r->rules, rule_compare);
	r->name = run->root && *run->root ? g_path_get_basename(run->root) : g_strdup("run");
	r->common = common_folder(run);
	r->by_file = in_one_folder(r);
}

void html_report_clear(struct html_report *r)
{
	g_ptr_array_unref(r->rules);
	g_free(r->name);
	g_free(r->common);
}
