/* sysfall runs: the recorded runs, newest first, one on a line. */
#include <string.h>

#include "cli/cmd.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/record.h"
#include "util/utf8.h"

static const struct argp_child children[] = {{&options_record_only, 0, NULL, 0}, {&options_general, 0, NULL, -1}, {0}};
static const struct argp runs_argp = {
	.parser = options_parse_common,
	.doc = "Lists the recorded runs, newest first: number, start (UTC), seconds, whether everything could be "
	       "analysed, "
	       "target, root.",
	.children = children,
};

/* "2.6.35/arm/musl+sandbox", with "*" for what is not given; "-" when nothing is. */
static char *target_text(const struct run_target *target)
{
	if (!target->kernel && !target->arch && !target->libc && !target->sandbox)
		return g_strdup("-");
	return g_strdup_printf("%s/%s/%s%s", target->kernel ? target->kernel : "*", target->arch ? target->arch : "*",
			       target->libc ? target->libc : "*", target->sandbox ? "+sandbox" : "");
}

static void append_run(GString *out, const struct run *run)
{
	g_autofree char *words = target_text(&run->target);
	g_autofree char *target = utf8_printable(words, strlen(words));
	g_autofree char *root = utf8_printable(run->root, strlen(run->root));

	g_string_append_printf(out, "%5" G_GINT64_FORMAT "  %-20s  %8.1f  %-10s  %-10s  %s\n", run->id, run->started,
			       run->seconds, run->complete ? "complete" : "incomplete", target, root);
}

int cmd_runs(struct cli *cli)
{
	auto_ptr(options) options = options_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) out = g_string_new(NULL);
	int code;

	if (!options_parse(cli, &runs_argp, options, &code))
		return code;
	auto_ptr(store) store = record_open(options);

	if (!store)
		return CLI_TROUBLE;
	g_autoptr(GPtrArray) runs = store_list_runs(store, &error);

	if (!runs) {
		cli_error("%s", error->message);
		return CLI_TROUBLE;
	}
	g_string_append(out, "  RUN  STARTED                SECONDS  ANSWER      TARGET      ROOT\n");
	for (guint i = 0; i < runs->len; i++)
		append_run(out, g_ptr_array_index(runs, i));
	return output_stdout(out->str, out->len) ? CLI_CLEAN : CLI_TROUBLE;
}
