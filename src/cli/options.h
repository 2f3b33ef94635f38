/* Options. Each command has an argp of its own with the groups that it needs from here as children; all of them fill in
 * one struct options. argp makes the help; what it would print itself (errors of usage) is found out and said here, so
 * that every message names what is near. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <argp.h>
#include <glib.h>
#include <stdbool.h>

#include "cli/cli.h"
#include "model/verdict.h"
#include "render/renderer.h"
#include "source/overlay.h"
#include "util/auto.h"
#include "util/term.h"

/* --output FORMAT=FILE */
struct output_file {
	const struct renderer *renderer;
	char *path;
};

struct options {
	GError *error; /* the first fault of usage; set through options_fail() */
	bool help, version;
	/* output */
	const struct renderer *format;
	bool format_given;
	const struct renderer *printed; /* of --output FORMAT=-; NULL: none */
	GPtrArray *outputs;             /* of struct output_file * */
	enum color_mode color;
	bool quiet, verbose;
	bool history, local_paths; /* of html */
	/* judgement */
	enum severity fail_on; /* SEVERITY_COUNT: never */
	bool fail_on_given;
	/* settings */
	char *config, *baseline; /* NULL: not given */
	bool no_config, check;
	/* rules */
	GPtrArray *rule_dirs, *rule_ids, *errnos; /* of char * */
	/* record */
	char *db; /* NULL: the default place */
	bool no_db, no_cache;
	bool staged, whole_files, hook;
	char *since;
	bool from_stdin, stats;
	char *stdin_filename;
	gint64 run_id; /* 0: the newest */
	bool coverage; /* of show: the run itself */
	/* scan */
	GPtrArray *excludes; /* of char * */
	char *build_dir;
	unsigned jobs, timeout;
	char *kernel, *arch, *libc;
	bool sandbox;
	/* fix */
	char *style, *helper, *series;
	bool apply, nolint, verify_build;
	bool print_filter; /* run */
	/* what is no option */
	char *command_line;                   /* all of it, quoted for a shell */
	void *own;                            /* for a parser of one command */
	const struct source_overlay *overlay; /* contents other than the disk's that were scanned; may be NULL */
	GPtrArray *arguments;                 /* of char * */
	unsigned arguments_max;
	unsigned argp_flags; /* further ones for argp_parse(), such as ARGP_IN_ORDER */
};

/* The groups, to be children of a command's argp. */
extern const struct argp options_general;     /* --help, --version, --color */
extern const struct argp options_output;      /* --format, --output, --quiet; in output_options.c */
extern const struct argp options_judgement;   /* --fail-on */
extern const struct argp options_rules;       /* --rules */
extern const struct argp options_record;      /* --db */
extern const struct argp options_record_only; /* --db, of a command that reads */
extern const struct argp options_record_run;  /* the same, --run */

struct options *options_new(void);
void options_free(struct options *options);

/* Parses cli's arguments. False when the command is over: help and version were printed (*out_exit is CLI_CLEAN), or
 * the usage is wrong and said so (CLI_TROUBLE). */
bool options_parse(struct cli *cli, const struct argp *argp, struct options *options, int *out_exit);

/* For parsers: keeps a fault of usage. Gives what the parser is to return. */
error_t options_fail(struct options *options, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* A whole number in [low, high]; else a fault that names the option. */
error_t options_number(struct options *options, const char *option, const char *text, guint64 low, guint64 high,
		       guint64 *out);

/* What every parser of a command's own begins with: hands the options to the children, collects arguments.
 * ARGP_ERR_UNKNOWN for other keys. */
error_t options_parse_common(int key, char *text, struct argp_state *state);

UTIL_DEFINE_AUTO(options, options_free)

#endif
