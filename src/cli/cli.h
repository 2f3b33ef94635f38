/* What all commands share: exit codes, the table of commands, and messages. Only this folder prints errors. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <glib.h>
#include <stdbool.h>

enum cli_exit {
	CLI_CLEAN = 0,     /* everything was analysed, and nothing is at or above --fail-on */
	CLI_FINDINGS = 1,  /* and these win over what could not be analysed */
	CLI_TROUBLE = 2,   /* usage or tool error: the answer is not to be trusted */
	CLI_INCOMPLETE = 3 /* no findings, but something could not be analysed */
};

/* One call of a command: argv[0] is "sysfall scan", as messages and the help name it. */
struct cli {
	int argc;
	char **argv;
	bool sigpipe_ignored; /* by whoever started us; here it always is */
};

struct command {
	const char *name;
	int (*run)(struct cli *cli); /* gives an enum cli_exit */
	const char *summary;
};

/* NULL-named entry at the end. */
extern const struct command commands[];

int cli_main(int argc, char **argv);

/* "sysfall: …" on stderr, as one line. What comes from outside in it is made harmless for the terminal. */
void cli_error(const char *format, ...) G_GNUC_PRINTF(1, 2);
void cli_warning(const char *format, ...) G_GNUC_PRINTF(1, 2);
void cli_note(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* What somebody has asked to be told. */
void cli_tell(const char *format, ...) G_GNUC_PRINTF(1, 2);

#endif
