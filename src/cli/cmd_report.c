/* sysfall report: prints a recorded run again. The exit code is the one that the scan had with the same --fail-on. */
#include "cli/cmd.h"
#include "cli/conclude.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/record.h"
#include "cli/ruleset.h"
#include "cli/target.h"

static const struct argp_child children[] = {{&options_output, 0, NULL, 0},
					     {&options_judgement, 0, NULL, 0},
					     {&options_rules, 0, NULL, 0},
					     {&options_record_run, 0, NULL, 0},
					     {&options_target, 0, "For another target than that of the scan:", 1},
					     {&options_general, 0, NULL, -1},
					     {0}};
static const struct argp report_argp = {
	.parser = options_parse_common,
	.doc = "Prints a recorded run again, in any format, without analysing anything.\v"
	       "Exit: as that of the scan; 2 when there is no such run.",
	.children = children,
};

int cmd_report(struct cli *cli)
{
	auto_ptr(options) options = options_new();
	int code;

	if (!options_parse(cli, &report_argp, options, &code))
		return code;
	auto_ptr(rule_set) rules = ruleset_load(options);
	auto_ptr(run) run = rules && target_check(options, rules) ? record_read(options) : NULL;

	if (!run)
		return CLI_TROUBLE;
	target_change(run, options, rules);
	if (!output_run(run, rules, options))
		return CLI_TROUBLE;
	return conclude_run(run, options);
}
