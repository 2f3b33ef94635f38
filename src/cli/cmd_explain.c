/* sysfall explain: the text of a rule, which is Markdown, and the kernels that have its call. */
#include <string.h>
#include <unistd.h>

#include "cli/cmd.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/ruleset.h"

static const struct argp_child children[] = {{&options_rules, 0, NULL, 0}, {&options_general, 0, NULL, -1}, {0}};
static const struct argp explain_argp = {
	.parser = options_parse_common,
	.args_doc = "RULE",
	.doc = "Explains a rule: where its call is missing, what goes wrong then, and what to do. RULE is an id as "
	       "in "
	       "sysfall rules, or as findings name it (sysfall-ID).",
	.children = children,
};

/* Headings stand out on a terminal; the Markdown stays as it is. */
static void append_text(GString *out, const char *text, bool color)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	bool code = false;

	for (char **line = lines; *line; line++) {
		code ^= g_str_has_prefix(*line, "```");
		bool heading = !code && (*line)[0] == '#';

		if (!line[1] && !**line)
			break;
		g_string_append_printf(out, "%s%s%s\n", term_begin(heading ? STYLE_BOLD : STYLE_PLAIN, color), *line,
				       term_end(heading ? STYLE_BOLD : STYLE_PLAIN, color));
	}
}

static void append_kernels(GString *out, const struct rule *rule, bool color)
{
	if (rule->availability->len == 0)
		return;
	g_string_append_printf(out, "\n%s## Kernels that have %s()%s\n\n", term_begin(STYLE_BOLD, color),
			       rule->call.name, term_end(STYLE_BOLD, color));
	for (guint i = 0; i < rule->availability->len; i++) {
		const struct rule_availability *a = g_ptr_array_index(rule->availability, i);

		g_string_append_printf(out, "- %s: %s%s\n", a->arch, a->since ? "from Linux " : "none",
				       a->since ? a->since : "");
	}
}

int cmd_explain(struct cli *cli)
{
	auto_ptr(options) options = options_new();
	g_autoptr(GString) out = g_string_new(NULL);
	int code;

	options->arguments_max = 1;
	if (!options_parse(cli, &explain_argp, options, &code))
		return code;
	if (options->arguments->len == 0) {
		cli_error("explain needs a rule, as in: sysfall explain RULE (sysfall rules lists them)");
		return CLI_TROUBLE;
	}
	auto_ptr(rule_set) rules = ruleset_load(options);
	const struct rule *rule = rules ? ruleset_find(rules, g_ptr_array_index(options->arguments, 0)) : NULL;

	if (!rule)
		return CLI_TROUBLE;
	bool color = term_has_color(options->color, STDOUT_FILENO);

	append_text(out, rule->explanation, color);
	append_kernels(out, rule, color);
	return output_stdout(out->str, out->len) ? CLI_CLEAN : CLI_TROUBLE;
}
