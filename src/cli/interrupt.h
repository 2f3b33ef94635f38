/* Ctrl-C and SIGTERM during a scan: the first asks it to stop at the next safe place, the second ends the process. */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

#include <stdbool.h>

void interrupt_catch(void);
/* Whether one of them came. */
bool interrupt_came(void);

#endif
