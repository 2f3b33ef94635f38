/* sysfall baseline: the findings of a recorded run as a file to be committed. */
#include <string.h>

#include "cli/cmd.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/record.h"
#include "policy/baseline.h"

static const struct argp_child children[] = {{&options_record_run, 0, NULL, 0}, {&options_general, 0, NULL, -1}, {0}};
static const struct argp baseline_argp = {
	.parser = options_parse_common,
	.doc = "Prints the findings of a recorded run as a baseline: `sysfall scan --baseline FILE` does not report "
	       "them "
	       "again. It holds no line numbers and is made to be committed.",
	.children = children,
};

/* The newest run may be that of a hook, which looked at a few files only: a baseline of it would forget the others. */
static void warn_of_partial(const struct options *options, const struct run *run)
{
	auto_ptr(store) store = record_open(options);
	g_autoptr(GPtrArray) runs = store ? store_list_runs(store, NULL) : NULL;
	const struct run *larger = run;

	for (guint i = 0; runs && !options->run_id && i < runs->len; i++) {
		const struct run *other = g_ptr_array_index(runs, i);

		if (strcmp(other->root, run->root) == 0 && other->files.searched > larger->files.searched)
			larger = other;
	}
	if (run->files.searched < larger->files.searched / 2)
		cli_warning("run %" G_GINT64_FORMAT " looked at %u files, run %" G_GINT64_FORMAT
			    " at %u; the baseline has what "
			    "the former found (--run chooses)",
			    run->id, run->files.searched, larger->id, larger->files.searched);
}

int cmd_baseline(struct cli *cli)
{
	auto_ptr(options) options = options_new();
	int code;

	if (!options_parse(cli, &baseline_argp, options, &code))
		return code;
	auto_ptr(run) run = record_read(options);

	if (!run)
		return CLI_TROUBLE;
	warn_of_partial(options, run);
	if (!run->complete)
		cli_warning("the run is incomplete: what it did not reach is not in the baseline");
	g_autofree char *text = baseline_text(run);

	return output_stdout(text, strlen(text)) ? CLI_CLEAN : CLI_TROUBLE;
}
