/* What the help of a command ends with: examples, and the environment. */
#ifndef CLI_EXAMPLES_H
#define CLI_EXAMPLES_H

#include <stdio.h>

/* For "sysfall scan", or the overview ("sysfall"). */
void examples_print(const char *command, FILE *out);

#endif
