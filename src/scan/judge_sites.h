/* Judging all sites in worker processes, over the program linked from all units. Private to scan/. */
#ifndef SCAN_JUDGE_SITES_H
#define SCAN_JUDGE_SITES_H

#include "scan/tree.h"

/* Judges every site of every unit; the sites go to the run, each place once. out_wanted collects the
 * wishes (of const struct wish *) that could change an answer. */
bool judge_sites(struct tree *tree, GPtrArray *out_wanted, GError **error);

/* The same within narrow bounds, only for what is wanted: the answers do not stand. */
bool judge_sites_hastily(struct tree *tree, GPtrArray *out_wanted, GError **error);

#endif
