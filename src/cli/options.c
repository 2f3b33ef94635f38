/* The life of struct options, and running argp over a command line. argp is told to print nothing and never to exit:
 * the help goes through the checked writer of output.h, faults of usage are looked up in usage.c. */
#include "cli/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/examples.h"
#include "cli/output.h"
#include "cli/usage.h"

static void output_file_free(gpointer data)
{
	struct output_file *file = data;

	g_free(file->path);
	g_free(file);
}

struct options *options_new(void)
{
	struct options *options = g_new0(struct options, 1);

	options->format = renderers[0];
	options->outputs = g_ptr_array_new_with_free_func(output_file_free);
	options->fail_on = SEVERITY_WARNING;
	options->rule_dirs = g_ptr_array_new_with_free_func(g_free);
	options->rule_ids = g_ptr_array_new_with_free_func(g_free);
	options->errnos = g_ptr_array_new_with_free_func(g_free);
	options->excludes = g_ptr_array_new_with_free_func(g_free);
	options->arguments = g_ptr_array_new_with_free_func(g_free);
	return options;
}

void options_free(struct options *options)
{
	if (!options)
		return;
	g_clear_error(&options->error);
	g_ptr_array_unref(options->outputs);
	g_ptr_array_unref(options->rule_dirs);
	g_ptr_array_unref(options->rule_ids);
	g_ptr_array_unref(options->errnos);
	g_ptr_array_unref(options->excludes);
	g_ptr_array_unref(options->arguments);
	g_free(options->config);
	g_free(options->baseline);
	g_free(options->db);
	g_free(options->command_line);
	g_free(options->since);
	g_free(options->stdin_filename);
	g_free(options->build_dir);
	g_free(options->kernel);
	g_free(options->arch);
	g_free(options->libc);
	g_free(options->style);
	g_free(options->helper);
	g_free(options->series);
	g_free(options);
}

error_t options_fail(struct options *options, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if (!options->error)
		options->error = g_error_new_valist(g_quark_from_static_string("cli-usage"), 0, format, args);
	va_end(args);
	return EINVAL;
}

error_t options_number(struct options *options, const char *option, const char *text, guint64 low, guint64 high,
		       guint64 *out)
{
	if (!g_ascii_string_to_unsigned(text, 10, low, high, out, NULL))
		return options_fail(options,
				    "%s must be a whole number from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT
				    ", and not '%s'",
				    option, low, high, text);
	return 0;
}

error_t options_parse_common(int key, char *text, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case ARGP_KEY_INIT:
		for (unsigned i = 0; state->root_argp->children && state->root_argp->children[i].argp; i++)
			state->child_inputs[i] = options;
		return 0;
	case ARGP_KEY_ARG:
		if (options->arguments->len >= options->arguments_max)
			return options_fail(options, "one argument too many: '%s'", text);
		g_ptr_array_add(options->arguments, g_strdup(text));
		return 0;
	case ARGP_KEY_ERROR: usage_explain(state, options); return 0;
	default: return ARGP_ERR_UNKNOWN;
	}
}

/* Without argp's sentence on mandatory arguments. */
static char *leave_out_note(int key, const char *text, void *input)
{
	(void)input;
	return key == ARGP_KEY_HELP_DUP_ARGS_NOTE ? NULL : (char *)(gpointer)text;
}

static bool print_help(const struct argp *argp, const char *name)
{
	char *text = NULL;
	size_t length = 0;
	FILE *stream = open_memstream(&text, &length);
	struct argp shown = *argp;

	if (!shown.help_filter)
		shown.help_filter = leave_out_note;
	argp_help(&shown, stream, ARGP_HELP_SHORT_USAGE | ARGP_HELP_LONG | ARGP_HELP_DOC, (char *)(gpointer)name);
	examples_print(name, stream);
	fclose(stream);
	bool printed = output_stdout(text, length);
	free(text);
	return printed;
}

static bool print_version(void)
{
	static const char text[] = "sysfall " SYSFALL_VERSION "\n";

	return output_stdout(text, sizeof(text) - 1);
}

static char *command_line(const struct cli *cli)
{
	GString *line = g_string_new(cli->argv[0]); /* "sysfall scan" */

	for (int i = 1; i < cli->argc; i++) {
		bool plain = *cli->argv[i] && !cli->argv[i][strcspn(cli->argv[i], " \t\n\"'\\$`*?[]{}()<>|&;#~!")];
		g_autofree char *quoted = plain ? NULL : g_shell_quote(cli->argv[i]);

		g_string_append_printf(line, " %s", plain ? cli->argv[i] : quoted);
	}
	return g_string_free(line, FALSE);
}

bool options_parse(struct cli *cli, const struct argp *argp, struct options *options, int *out_exit)
{
	options->command_line = command_line(cli);

	unsigned flags = ARGP_NO_HELP | ARGP_NO_ERRS | ARGP_NO_EXIT | options->argp_flags;
	error_t failed = argp_parse(argp, cli->argc, cli->argv, flags, NULL, options);

	if (options->help || options->version) {
		bool printed = options->help ? print_help(argp, cli->argv[0]) : print_version();

		*out_exit = printed ? CLI_CLEAN : CLI_TROUBLE;
		return false;
	}
	if (!failed && !options->error)
		return true;
	cli_error("%s (see %s --help)", options->error ? options->error->message : g_strerror(failed), cli->argv[0]);
	*out_exit = CLI_TROUBLE;
	return false;
}
