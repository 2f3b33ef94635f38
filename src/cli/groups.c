/* The groups of options that several commands share. */
#include <string.h>

#include "cli/nearest.h"
#include "cli/options.h"

enum { KEY_COLOR = 256, KEY_FORMAT, KEY_OUTPUT, KEY_FAIL_ON, KEY_RULES, KEY_DB, KEY_RUN, KEY_HISTORY, KEY_LOCAL_PATHS };

/* Each group's parser gets the options as its input from options_parse_common(). */

static error_t parse_general(int key, char *text, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case 'h':
		options->help = true;
		state->next = state->argc; /* what follows does not matter any more */
		return 0;
	case 'V':
		options->version = true;
		state->next = state->argc;
		return 0;
	case KEY_COLOR:
		if (!color_mode_parse(text, &options->color))
			return options_fail(options, "--color: '%s' is none of auto, always, never", text);
		return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option general[] = {
	{"color", KEY_COLOR, "WHEN", 0, "Colour the text: auto (on a terminal; the default), always or never", 0},
	{"help", 'h', NULL, 0, "Print this help", -1},
	{"version", 'V', NULL, 0, "Print the version", -1},
	{0}};
const struct argp options_general = {.options = general, .parser = parse_general};

static GPtrArray *format_names(void)
{
	GPtrArray *names = g_ptr_array_new();

	for (const struct renderer *const *r = renderers; *r; r++)
		g_ptr_array_add(names, (gpointer)(*r)->name);
	return names;
}

static error_t find_format(struct options *options, const char *option, const char *name,
			   const struct renderer **out_renderer)
{
	const struct renderer *renderer = renderer_find(name);

	if (!renderer) {
		g_autoptr(GPtrArray) names = format_names();
		g_autofree char *hint = nearest_hint(name, "", names);

		g_ptr_array_add(names, NULL);
		g_autofree char *list = g_strjoinv(", ", (char **)names->pdata);

		return options_fail(options, "%s: there is no format '%s'%s (there are %s)", option, name, hint, list);
	}
	*out_renderer = renderer;
	return 0;
}

static error_t add_output(struct options *options, const char *text)
{
	const char *equals = strchr(text, '=');
	const struct renderer *renderer = NULL;

	if (!equals || !equals[1])
		return options_fail(options, "--output: '%s' is not FORMAT=FILE, as in json=findings.json", text);
	g_autofree char *name = g_strndup(text, (gsize)(equals - text));
	error_t failed = find_format(options, "--output", name, &renderer);

	if (!failed) {
		struct output_file *file = g_new(struct output_file, 1);

		*file = (struct output_file){renderer, g_strdup(equals + 1)};
		g_ptr_array_add(options->outputs, file);
	}
	return failed;
}

static error_t parse_output(int key, char *text, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case KEY_FORMAT: return find_format(options, "--format", text, &options->format);
	case KEY_OUTPUT: return add_output(options, text);
	case 'q': options->quiet = true; return 0;
	case 'v': options->verbose = true; return 0;
	case KEY_HISTORY: options->history = true; return 0;
	case KEY_LOCAL_PATHS: options->local_paths = true; return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option output[] = {
	{"format", KEY_FORMAT, "FORMAT", 0,
	 "Print to standard output as text (the default), json, sarif, gitlab, github or html", 0},
	{"output", KEY_OUTPUT, "FORMAT=FILE", 0, "Write to FILE as well, as FORMAT; may be repeated", 0},
	{"verbose", 'v', NULL, 0, "In the text, all steps of the evidence, and the calls that fall back, too", 0},
	{"quiet", 'q', NULL, 0, "Print the findings only, one line each, and no progress", 0},
	{"history", KEY_HISTORY, NULL, 0, "In html, how the recorded runs before it went that had the same target, too",
	 0},
	{"local-paths", KEY_LOCAL_PATHS, NULL, 0, "In html, where the tree lies on this machine, too", 0},
	{0}};
const struct argp options_output = {.options = output, .parser = parse_output};

static error_t parse_judgement(int key, char *text, struct argp_state *state)
{
	struct options *options = state->input;

	if (key != KEY_FAIL_ON)
		return ARGP_ERR_UNKNOWN;
	options->fail_on_given = true;
	if (strcmp(text, "never") == 0) {
		options->fail_on = SEVERITY_COUNT;
		return 0;
	}
	if (!severity_parse(text, &options->fail_on) || options->fail_on == SEVERITY_NONE)
		return options_fail(options, "--fail-on: '%s' is none of error, warning, note, never", text);
	return 0;
}

static const struct argp_option judgement[] = {
	{"fail-on", KEY_FAIL_ON, "SEVERITY", 0,
	 "Exit with 1 from this severity on: error, warning (the default), note or never", 0},
	{0}};
const struct argp options_judgement = {.options = judgement, .parser = parse_judgement};

static error_t parse_rules(int key, char *text, struct argp_state *state)
{
	struct options *options = state->input;

	if (key != KEY_RULES)
		return ARGP_ERR_UNKNOWN;
	g_ptr_array_add(options->rule_dirs, g_strdup(text));
	return 0;
}

static const struct argp_option rules[] = {
	{"rules", KEY_RULES, "DIR", 0, "Add the rules (*.yaml) in DIR to the installed ones; may be repeated", 0}, {0}};
const struct argp options_rules = {.options = rules, .parser = parse_rules};

static error_t parse_record(int key, char *text, struct argp_state *state)
{
	struct options *options = state->input;
	guint64 id = 0;
	error_t failed;

	switch (key) {
	case KEY_DB:
		if (!*text)
			return options_fail(options, "--db needs the name of a file");
		g_free(options->db);
		options->db = g_strdup(text);
		return 0;
	case KEY_RUN:
		failed = options_number(options, "--run", text, 1, G_MAXINT64, &id);
		options->run_id = (gint64)id;
		return failed;
	default: return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option record[] = {{"db", KEY_DB, "FILE", 0,
					     "The findings database (default: the nearest .sysfall/findings.db from "
					     "the scanned root up to the top of its git "
					     "repository; a new one is made there)",
					     0},
					    {0}};
const struct argp options_record = {.options = record, .parser = parse_record};

#define DB_READ_HELP "The findings database (default: .sysfall/findings.db in this folder or the nearest one above)"

static const struct argp_option record_only[] = {{"db", KEY_DB, "FILE", 0, DB_READ_HELP, 0}, {0}};
const struct argp options_record_only = {.options = record_only, .parser = parse_record};

static const struct argp_option record_run[] = {
	{"db", KEY_DB, "FILE", 0, DB_READ_HELP, 0},
	{"run", KEY_RUN, "ID", 0, "A recorded run, as listed by sysfall runs (default: the newest)", 0},
	{0}};
const struct argp options_record_run = {.options = record_run, .parser = parse_record};
