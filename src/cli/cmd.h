/* The commands; each in its cmd_NAME.c. They give an enum cli_exit. */
#ifndef CLI_CMD_H
#define CLI_CMD_H

#include "cli/cli.h"

int cmd_scan(struct cli *cli);
int cmd_fix(struct cli *cli);
int cmd_report(struct cli *cli);
int cmd_cache(struct cli *cli);
int cmd_runs(struct cli *cli);
int cmd_show(struct cli *cli);
int cmd_rules(struct cli *cli);
int cmd_explain(struct cli *cli);
int cmd_run(struct cli *cli);
int cmd_diff(struct cli *cli);
int cmd_baseline(struct cli *cli);
int cmd_config(struct cli *cli);

#endif
