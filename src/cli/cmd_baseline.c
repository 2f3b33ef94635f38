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
	.doc = "Prints the findings of a recorded run as a baseline: `sysfall scan --baseline FILE` does not tell them "
	       "again. It holds no line numbers and is made to be committed.",
	.children = children,
};

int cmd_baseline(struct cli *cli)
{
	auto_ptr(options) options = options_new();
	int code;

	if (!options_parse(cli, &baseline_argp, options, &code))
		return code;
	auto_ptr(run) run = record_read(options);

	if (!run)
		return CLI_TROUBLE;
	if (!run->complete)
		cli_warning("the run is incomplete: what it did not reach is not in the baseline");
	g_autofree char *text = baseline_text(run);

	return output_stdout(text, strlen(text)) ? CLI_CLEAN : CLI_TROUBLE;
}
