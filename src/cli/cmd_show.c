/* sysfall show: everything that a run has about a site. */
#include <unistd.h>

#include "cli/cmd.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/record.h"
#include "cli/root.h"
#include "cli/site_find.h"
#include "cli/site_text.h"
#include "render/coverage.h"

#define KEY_COVERAGE 600

static error_t parse(int key, char *text, struct argp_state *state)
{
	struct options *options = state->input;

	if (key != KEY_COVERAGE)
		return options_parse_common(key, text, state);
	options->coverage = true;
	return 0;
}

static const struct argp_option own_options[] = {
	{"coverage", KEY_COVERAGE, NULL, 0, "Tell what was looked at, and what could not be: files and mentions", 0},
	{0}};
static const struct argp_child children[] = {{&options_record_run, 0, NULL, 0}, {&options_general, 0, NULL, -1}, {0}};
static const struct argp show_argp = {
	.options = own_options,
	.parser = parse,
	.args_doc = "SITE...\n--coverage",
	.doc = "Shows everything about sites of a recorded run: every verdict with the path that proves it. SITE is an "
	       "id (or "
	       "how "
	       "it begins) or PATH:LINE.",
	.children = children,
};

static void append_sites(const struct run *run, const GPtrArray *sites, bool color, GString *out)
{
	g_autofree char *prefix = root_prefix(run->root);

	for (guint i = 0; i < sites->len; i++) {
		if (out->len)
			g_string_append_c(out, '\n');
		site_text(g_ptr_array_index(sites, i), prefix, color, out);
	}
}

/* What a gate has just complained of comes first: it is kept apart from the runs. *run is read when it is needed. False
 * after a message. */
static bool append_word(const struct options *options, const struct run *gate, struct run **run, const char *word,
			GString *out)
{
	bool color = term_has_color(options->color, STDOUT_FILENO);
	g_autoptr(GPtrArray) new = gate ? site_look(gate, word) : NULL;

	if (new) {
		append_sites(gate, new, color, out);
		return true;
	}
	if (!*run)
		*run = record_read(options);
	g_autoptr(GPtrArray) sites = *run ? site_find(*run, word) : NULL;

	if (sites)
		append_sites(*run, sites, color, out);
	return sites;
}

int cmd_show(struct cli *cli)
{
	auto_ptr(options) options = options_new();
	g_autoptr(GString) out = g_string_new(NULL);
	int code;

	options->arguments_max = G_MAXUINT;
	if (!options_parse(cli, &show_argp, options, &code))
		return code;
	if (options->arguments->len == 0 && !options->coverage) {
		cli_error("show needs a site, as in: sysfall show src/server.c:31 (see sysfall show --help)");
		return CLI_TROUBLE;
	}
	auto_ptr(run) gate = record_read_gate(options);
	auto_ptr(run) run = options->coverage ? record_read(options) : NULL;

	if (options->coverage && !run)
		return CLI_TROUBLE;
	if (options->coverage) {
		g_autofree char *prefix = root_prefix(run->root);

		coverage_text(run, prefix, out);
	}
	for (guint i = 0; i < options->arguments->len; i++)
		if (!append_word(options, gate, &run, g_ptr_array_index(options->arguments, i), out))
			return CLI_TROUBLE;
	return output_stdout(out->str, out->len) ? CLI_CLEAN : CLI_TROUBLE;
}
