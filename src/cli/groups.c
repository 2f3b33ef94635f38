/* The groups of options that several commands share. */
#include <string.h>

#include "cli/options.h"

enum { KEY_COLOR = 256, KEY_FAIL_ON, KEY_RULES, KEY_DB, KEY_RUN };

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
			return options_fail(options, "--color must be auto, always or never, and not '%s'", text);
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
		return options_fail(options, "--fail-on must be error, warning, note or never, and not '%s'", text);
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
