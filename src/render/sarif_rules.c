/* Code scanning shows a rule's texts beside each alert, so the whole explanation goes in. Its limits: 1,024 characters
 * for the short and the full description, neither may be empty. */
#include "render/sarif_rules.h"

#include <string.h>

#include "render/json_text.h"

#define DESCRIPTION_MAX 1000

char *sarif_rule_id(const char *rule, bool flags)
{
	return g_strconcat("sysfall-", rule, flags ? "-flags" : "", NULL);
}

int sarif_rule_index(const json_t *rules, const char *id)
{
	size_t i;
	json_t *rule;

	json_array_foreach(rules, i, rule)
	{
		if (strcmp(json_string_value(json_object_get(rule, "id")), id) == 0)
			return (int)i;
	}
	return -1;
}

/* {"text": …}, ending in a full stop. */
static json_t *message(const char *text)
{
	json_t *object = json_object();
	g_autofree char *sentence = g_strconcat(text, g_str_has_suffix(text, ".") ? "" : ".", NULL);

	json_object_set_new(object, "text", json_text(sentence));
	return object;
}

/* The explanation's first paragraph, on one line. */
static char *first_paragraph(const char *markdown)
{
	g_auto(GStrv) blocks = g_strsplit(markdown, "\n\n", -1);
	char **block = blocks;

	while (*block && (**block == '#' || !**block))
		block++;
	if (!*block)
		return NULL;
	g_strdelimit(*block, "\n", ' ');
	if (g_utf8_strlen(*block, -1) > DESCRIPTION_MAX)
		*g_utf8_offset_to_pointer(*block, DESCRIPTION_MAX) = '\0';
	return g_strdup(g_strstrip(*block));
}

/* "SysfallAccept4Flags" */
static char *pascal_name(const char *id)
{
	GString *name = g_string_new(NULL);
	bool upper = true;

	for (; *id; id++) {
		if (g_ascii_isalnum(*id))
			g_string_append_c(name, upper ? g_ascii_toupper(*id) : *id);
		upper = !g_ascii_isalnum(*id);
	}
	return g_string_free(name, FALSE);
}

static json_t *properties(enum severity severity)
{
	static const char *const tags[] = {"portability", "reliability", "linux"};
	json_t *object = json_object(), *array = json_array();

	for (guint i = 0; i < G_N_ELEMENTS(tags); i++)
		json_array_append_new(array, json_string(tags[i]));
	json_object_set_new(object, "tags", array);
	json_object_set_new(object, "precision", json_string("very-high"));
	json_object_set_new(object, "problem.severity", json_string(severity == SEVERITY_ERROR ? "error" : "warning"));
	return object;
}

static json_t *descriptor(const char *id, const char *shortly, const char *full, const char *help,
			  enum severity severity, const char *manual)
{
	json_t *object = json_object(), *help_object = message(help), *configuration = json_object();
	g_autofree char *name = pascal_name(id);

	json_object_set_new(object, "id", json_text(id));
	json_object_set_new(object, "name", json_text(name));
	json_object_set_new(object, "shortDescription", message(shortly));
	json_object_set_new(object, "fullDescription", message(full));
	json_object_set_new(help_object, "markdown", json_text(help));
	json_object_set_new(object, "help", help_object);
	if (manual)
		json_object_set_new(object, "helpUri", json_text(manual));
	json_object_set_new(configuration, "level", json_string(severity_name(severity)));
	json_object_set_new(object, "defaultConfiguration", configuration);
	json_object_set_new(object, "properties", properties(severity));
	return object;
}

static void add_rule(json_t *rules, const char *id, const struct rule *rule)
{
	g_autofree char *main_id = sarif_rule_id(id, false), *flags_id = sarif_rule_id(id, true);
	g_autofree char *untold = g_strdup_printf("%s without a fallback where the call is missing", id);
	g_autofree char *full = rule ? first_paragraph(rule->explanation) : NULL;
	const char *title = rule ? rule->title : untold, *manual = rule ? rule->manual : NULL;
	g_autofree char *lost = g_strdup_printf("A flag that %s() was asked for is lost on the fallback path",
						rule ? rule->call.name : id);

	if (sarif_rule_index(rules, main_id) >= 0)
		return;
	json_array_append_new(
		rules, descriptor(main_id, title, full ? full : title, rule ? rule->explanation : title,
				  rule && rule->severity != SEVERITY_NONE ? rule->severity : SEVERITY_ERROR, manual));
	json_array_append_new(
		rules, descriptor(flags_id, lost, lost, rule ? rule->explanation : lost, SEVERITY_WARNING, manual));
}

json_t *sarif_rules(const struct run *run, const struct rule_set *set)
{
	json_t *rules = json_array();

	for (guint i = 0; set && i < set->rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(set->rules, i);

		add_rule(rules, rule->id, rule);
	}
	for (guint i = 0; i < run->sites->len; i++) {
		const char *id = ((const struct site *)g_ptr_array_index(run->sites, i))->rule;

		add_rule(rules, id, set ? rule_set_find(set, id) : NULL);
	}
	return rules;
}
