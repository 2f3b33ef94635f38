/* The table of commands, and finding the one that is meant. */
#include <argp.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/cmd.h"
#include "cli/examples.h"
#include "cli/nearest.h"
#include "cli/output.h"

const struct command commands[] = {
	{"scan", cmd_scan, "analyse, record, print: the main job"},
	{"fix", cmd_fix, "print, or apply, patches that were proven"},
	{"report", cmd_report, "print a recorded run again, in any format"},
	{"diff", cmd_diff, "show what became of the sites since another run"},
	{"cache", cmd_cache, "show what is kept for later scans, or drop it"},
	{"runs", cmd_runs, "list the recorded runs"},
	{"show", cmd_show, "show everything about one place: every verdict, with its evidence"},
	{"baseline", cmd_baseline, "print the findings of a run as a file that later scans leave out"},
	{"config", cmd_config, "print or check a project's settings"},
	{"rules", cmd_rules, "list the rules: the calls that are looked for"},
	{"explain", cmd_explain, "explain a rule: where the call is missing, and what to do"},
	{"run", cmd_run, "run a program with the rules' calls missing"},
	{NULL, NULL, NULL},
};

/* A descriptor that is closed would be given to the next file that is opened, say the database, and then be written
 * into. It is occupied, standard output by one that fails on writing, as the closed one would have. */
static void occupy_standard_descriptors(void)
{
	static const int modes[] = {O_RDONLY, O_RDONLY, O_WRONLY};

	for (int fd = 0; fd < 3; fd++) {
		if (fcntl(fd, F_GETFD) < 0)
			(void)!open("/dev/null", modes[fd]);
	}
}

static bool print_overview(void)
{
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);

	fputs("Usage: sysfall COMMAND [OPTIONS] [ARGUMENTS]\n"
	      "Finds system calls that have no run-time fallback.\n\nCommands:\n",
	      out);
	for (const struct command *c = commands; c->name; c++)
		fprintf(out, "  %-10s %s\n", c->name, c->summary);
	fputs("\nOptions:\n"
	      "  -h, --help      print this help; sysfall COMMAND --help explains a command\n"
	      "  -V, --version   print the version\n",
	      out);
	examples_print("sysfall", out);
	fputs("\nExit: 0 clean, 1 findings, 2 usage or tool error, 3 nothing found but not everything could be "
	      "analysed.\n",
	      out);
	fclose(out);
	bool printed = output_stdout(text, length);

	free(text);
	return printed;
}

static bool print_version(void)
{
	static const char text[] = "sysfall " SYSFALL_VERSION "\n";

	return output_stdout(text, sizeof(text) - 1);
}

static int unknown_word(const char *word)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (const struct command *c = commands; c->name; c++)
		g_ptr_array_add(names, (gpointer)c->name);
	g_autofree char *hint = nearest_hint(word, "", names);

	if (word[0] == '-')
		cli_error("unknown option '%s'; options follow the command (see sysfall --help)", word);
	else if (!*hint && g_file_test(word, G_FILE_TEST_EXISTS))
		cli_error("there is no command '%s'; to scan that path: sysfall scan '%s'", word, word);
	else
		cli_error("there is no command '%s'%s (see sysfall --help)", word, hint);
	return CLI_TROUBLE;
}

static int run_command(const struct command *command, int argc, char **argv, bool sigpipe_ignored)
{
	g_autofree char *name = g_strconcat("sysfall ", command->name, NULL);
	g_autofree char **args = g_new0(char *, argc + 1);
	struct cli cli = {argc, args, sigpipe_ignored};

	memcpy(args, argv, sizeof(*args) * (size_t)argc);
	args[0] = name;
	return command->run(&cli);
}

int cli_main(int argc, char **argv)
{
	occupy_standard_descriptors();
	/* a closed pipe is an error like any other, told with exit 2 */
	bool sigpipe_ignored = signal(SIGPIPE, SIG_IGN) == SIG_IGN;
	argp_err_exit_status = CLI_TROUBLE;
	const char *word = argc > 1 ? argv[1] : NULL;

	if (!word) {
		cli_error("no command given, as in: sysfall scan PATH (see sysfall --help)");
		return CLI_TROUBLE;
	}
	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
		return print_overview() ? CLI_CLEAN : CLI_TROUBLE;
	if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0)
		return print_version() ? CLI_CLEAN : CLI_TROUBLE;
	for (const struct command *c = commands; c->name; c++) {
		if (strcmp(c->name, word) == 0)
			return run_command(c, argc - 1, argv + 1, sigpipe_ignored);
	}
	return unknown_word(word);
}
