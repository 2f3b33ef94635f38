/* sysfall rules: what is looked for, one rule on two lines. */
#include "cli/cmd.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/ruleset.h"

static const struct argp_child children[] = {{&options_rules, 0, NULL, 0}, {&options_general, 0, NULL, -1}, {0}};
static const struct argp rules_argp = {
	.parser = options_parse_common,
	.doc = "Lists the rules: the calls that are looked for, the errors that are judged, and what counts as a "
	       "fallback.",
	.children = children,
};

static void append_errnos(GString *out, const char *words, const GPtrArray *errnos)
{
	for (guint i = 0; i < errnos->len; i++)
		g_string_append_printf(out, "%s%s", i ? ", " : words,
				       ((const struct rule_errno *)g_ptr_array_index(errnos, i))->name);
}

static void append_calls(GString *out, const char *words, const GPtrArray *calls)
{
	for (guint i = 0; i < calls->len; i++)
		g_string_append_printf(out, "%s%s", i ? ", " : words,
				       ((const struct rule_call *)g_ptr_array_index(calls, i))->name);
}

static void append_rule(GString *out, const struct rule *rule)
{
	g_string_append_printf(out, "%-16s %s\n%-16s ", rule->id, rule->title, "");
	append_errnos(out, "judged: ", rule->errnos);
	append_errnos(out, "; also reported: ", rule->also);
	append_calls(out, "; fallbacks: ", rule->fallbacks);
	g_string_append_c(out, '\n');
}

int cmd_rules(struct cli *cli)
{
	auto_ptr(options) options = options_new();
	g_autoptr(GString) out = g_string_new(NULL);
	int code;

	if (!options_parse(cli, &rules_argp, options, &code))
		return code;
	auto_ptr(rule_set) rules = ruleset_load(options);

	if (!rules)
		return CLI_TROUBLE;
	for (guint i = 0; i < rules->rules->len; i++)
		append_rule(out, g_ptr_array_index(rules->rules, i));
	return output_stdout(out->str, out->len) ? CLI_CLEAN : CLI_TROUBLE;
}
