/* Accounting: every textual occurrence of a rule's name is a site or is listed with its class. Private to scan/. */
#ifndef SCAN_ACCOUNT_H
#define SCAN_ACCOUNT_H

#include "scan/tree.h"

/* Fills the run's occurrences and the problems of the units. */
void account_occurrences(struct tree *tree);

#endif
