/* sysfall config: what the project's settings come to, and whether they make sense. */
#include <string.h>

#include "cli/cmd.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/ruleset.h"
#include "cli/settings.h"
#include "cli/target.h"

enum { KEY_CHECK = 512 };

static const struct argp_option config_options[] = {
	{"check", KEY_CHECK, NULL, 0, "Only check: print nothing unless something is wrong", 0}, {0}};

static error_t parse_config(int key, char *text, struct argp_state *state)
{
	struct options *options = state->input;

	if (key != KEY_CHECK)
		return options_parse_common(key, text, state);
	options->check = true;
	return 0;
}

static const struct argp_child children[] = {
	{&options_settings, 0, NULL, 0}, {&options_rules, 0, NULL, 0}, {&options_general, 0, NULL, -1}, {0}};
static const struct argp config_argp = {
	config_options,
	parse_config,
	"[ROOT]",
	"Prints the settings of a project (" PROJECT_FILE
	" in ROOT, by default the current folder) as a scan would use "
	"them.\vExit: 0, or 2 when they make no sense; the message says where and what was expected.",
	children,
	NULL,
	NULL};

static void put_text(GString *out, const char *key, const char *value)
{
	if (value)
		g_string_append_printf(out, "%s: %s\n", key, value);
}

static void put_list(GString *out, const char *key, const GPtrArray *words)
{
	if (words->len == 0)
		return;
	g_string_append_printf(out, "%s: [", key);
	for (guint i = 0; i < words->len; i++)
		g_string_append_printf(out, "%s%s", i ? ", " : "", (const char *)g_ptr_array_index(words, i));
	g_string_append(out, "]\n");
}

static void put_suppressions(GString *out, const GPtrArray *suppressions)
{
	if (suppressions->len)
		g_string_append(out, "suppress:\n");
	for (guint i = 0; i < suppressions->len; i++) {
		const struct project_suppression *s = g_ptr_array_index(suppressions, i);

		g_string_append(out, "  -\n");
		put_text(out, "    path", s->path);
		put_text(out, "    function", s->function);
		put_text(out, "    rule", s->rule);
		put_text(out, "    reason", s->reason);
	}
}

static char *settings_text(const struct options *options, const struct settings *settings)
{
	GString *out = g_string_new(NULL);

	g_string_append_printf(out, "# from %s\n", settings->project ? settings->project->path : "no file");
	if (options->kernel || options->arch || options->libc || options->sandbox)
		g_string_append(out, "target:\n");
	put_text(out, "  kernel", options->kernel);
	put_text(out, "  arch", options->arch);
	put_text(out, "  libc", options->libc);
	put_text(out, "  sandbox", options->sandbox ? "true" : NULL);
	put_list(out, "rules", options->rule_ids);
	put_list(out, "errnos", options->errnos);
	put_list(out, "exclude", options->excludes);
	put_text(out, "fail-on", options->fail_on == SEVERITY_COUNT ? "never" : severity_name(options->fail_on));
	put_text(out, "build-dir", options->build_dir);
	put_text(out, "baseline", options->baseline);
	if (settings->project)
		put_suppressions(out, settings->project->suppressions);
	return g_string_free(out, FALSE);
}

int cmd_config(struct cli *cli)
{
	auto_ptr(options) options = options_new();
	int code;

	options->arguments_max = 1;
	if (!options_parse(cli, &config_argp, options, &code))
		return code;
	const char *given = options->arguments->len ? g_ptr_array_index(options->arguments, 0) : ".";
	g_autofree char *root = g_canonicalize_filename(given, NULL);

	if (!g_file_test(root, G_FILE_TEST_IS_DIR)) {
		cli_error("'%s' is no folder; name the root of a project", given);
		return CLI_TROUBLE;
	}
	auto_ptr(settings) settings = settings_load(options, root);
	auto_ptr(rule_set) rules = settings ? ruleset_load(options) : NULL;

	if (!rules || !target_check(options, rules))
		return CLI_TROUBLE;
	if (options->check)
		return CLI_CLEAN;
	g_autofree char *text = settings_text(options, settings);

	return output_stdout(text, strlen(text)) ? CLI_CLEAN : CLI_TROUBLE;
}
