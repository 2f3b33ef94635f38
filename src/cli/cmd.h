/* The commands; each in its cmd_NAME.c. They give an enum cli_exit. */
#ifndef CLI_CMD_H
#define CLI_CMD_H

#include "cli/cli.h"

int cmd_scan(struct cli *cli);

#endif
