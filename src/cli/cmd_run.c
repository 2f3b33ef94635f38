/* sysfall run: a program with the rules' calls missing, as on a kernel or in a sandbox that lacks them. The process
 * makes its own calls fail and then becomes the program, so that signals, the terminal and the exit code are the
 * program's own. The filter is inherited by all that it starts. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli/cmd.h"
#include "cli/options.h"
#include "cli/ruleset.h"
#include "cli/target.h"
#include "deny/deny.h"

enum { KEY_ERRNO = 512, KEY_RULE, KEY_PRINT_FILTER };
enum { EXIT_NOT_EXECUTABLE = 126, EXIT_NOT_FOUND = 127 }; /* as shells have it */

static const struct argp_option run_options[] = {
	{"errno", KEY_ERRNO, "ERRNO", 0,
	 "What the calls fail with, as in ENOSYS or EPERM; needed unless a target is given: a kernel says ENOSYS, a "
	 "sandbox EPERM",
	 0},
	{"rule", KEY_RULE, "ID", 0, "Only this rule's call fails (default: those of all rules); may be repeated", 0},
	{"print-filter", KEY_PRINT_FILTER, NULL, 0, "Print which calls would fail on which architecture; run nothing",
	 0},
	{0}};

static error_t set_errno(struct options *options, const char *text)
{
	int number;
	if (!errno_number(text, &number))
		return options_fail(options, "--errno: '%s' is no error's name, such as ENOSYS", text);
	if (options->errnos->len)
		return options_fail(options, "--errno is given twice; a call fails with one error at a time");
	g_ptr_array_add(options->errnos, g_strdup(text));
	return 0;
}

/* The first word that is no option begins the command; what follows is the command's, options too. */
static error_t take_command(struct options *options, const char *first, struct argp_state *state)
{
	g_ptr_array_add(options->arguments, g_strdup(first));
	while (state->next < state->argc)
		g_ptr_array_add(options->arguments, g_strdup(state->argv[state->next++]));
	return 0;
}

static error_t parse_run(int key, char *text, struct argp_state *state)
{
	struct options *options = state->input;
	switch (key) {
	case KEY_ERRNO: return set_errno(options, text);
	case KEY_RULE: g_ptr_array_add(options->rule_ids, g_strdup(text)); return 0;
	case KEY_PRINT_FILTER: options->print_filter = true; return 0;
	case ARGP_KEY_ARG: return take_command(options, text, state);
	default: return options_parse_common(key, text, state);
	}
}

static const struct argp_child children[] = {{&options_rules, 0, NULL, 0},
					     {&options_target, 0, "Only what is missing there fails:", 1},
					     {&options_general, 0, NULL, -1},
					     {0}};
static const struct argp run_argp = {
	run_options,
	parse_run,
	"[--] COMMAND [ARGUMENT...]",
	"Runs a program in which the rules' calls fail with an error, as where the kernel lacks them or a sandbox "
	"refuses "
	"them; also in all programs that it starts. That is done with a seccomp filter: no root is needed. 32-bit "
	"programs are covered, also where they go through socketcall(2); calls made through io_uring are not.\v"
	"Exit: the program's own code; 2 usage error, or the kernel takes no filter; 126 the program can't be run, 127 "
	"it is not there.",
	children,
	NULL,
	NULL};

static bool check_usage(const struct options *options)
{
	if (options->errnos->len == 0 && target_given(options))
		g_ptr_array_add(options->errnos, g_strdup(options->sandbox ? "EPERM" : "ENOSYS"));
	if (options->errnos->len == 0) {
		cli_error("run needs the error that the calls are to fail with, as in: sysfall run --errno ENOSYS -- "
			  "COMMAND; or a target, as in --kernel 2.6.35 --arch arm");
		return false;
	}
	if (options->arguments->len == 0 && !options->print_filter) {
		cli_error("run needs a program, as in: sysfall run --errno %s -- COMMAND",
			  (const char *)g_ptr_array_index(options->errnos, 0));
		return false;
	}
	return true;
}

static struct deny_filter *make_filter(struct options *options)
{
	g_autoptr(GError) error = NULL;
	int number = 0;
	(void)errno_number(g_ptr_array_index(options->errnos, 0), &number);
	g_ptr_array_set_size(options->errnos, 0); /* any error will do, also one that no rule knows */
	auto_ptr(rule_set) rules = ruleset_load(options);
	if (!rules || !target_check(options, rules) || !target_keep_missing(rules, options))
		return NULL;
	struct deny_filter *filter = deny_filter_new(rules, number, &error);
	if (!filter)
		cli_error("%s", error->message);
	return filter;
}

static int become(const struct cli *cli, GPtrArray *command)
{
	const char *program = g_ptr_array_index(command, 0);
	g_ptr_array_add(command, NULL);
	(void)signal(SIGPIPE, cli->sigpipe_ignored ? SIG_IGN : SIG_DFL);
	(void)execvp(program, (char **)command->pdata);
	int reason = errno;
	(void)signal(SIGPIPE, SIG_IGN);
	cli_error("cannot run '%s': %s", program, g_strerror(reason));
	return reason == ENOENT ? EXIT_NOT_FOUND : EXIT_NOT_EXECUTABLE;
}

int cmd_run(struct cli *cli)
{
	g_autoptr(GError) error = NULL;
	auto_ptr(options) options = options_new();
	int code;
	options->argp_flags = ARGP_IN_ORDER;
	if (!options_parse(cli, &run_argp, options, &code))
		return code;
	if (!check_usage(options))
		return CLI_TROUBLE;
	auto_ptr(deny_filter) filter = make_filter(options);
	if (!filter)
		return CLI_TROUBLE;
	bool done = options->print_filter ? deny_filter_print(filter, STDOUT_FILENO, &error)
					  : deny_filter_load(filter, &error);
	if (!done) {
		cli_error("%s", error->message);
		return CLI_TROUBLE;
	}
	return options->print_filter ? CLI_CLEAN : become(cli, options->arguments);
}
