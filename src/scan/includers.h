/* The units that include a file which has no command of its own. Private to scan/. */
#ifndef SCAN_INCLUDERS_H
#define SCAN_INCLUDERS_H

#include "scan/lookups.h"
#include "scan/scan.h"
#include "source/compdb.h"
#include "source/walk.h"

/* Who includes what, by the text; read when it is first asked for. Borrows what it is given; compdb NULL: there is
 * none. */
struct includers;

struct includers *includers_new(const struct source_walk *walk, struct compdb *compdb, const struct ast_tree *tree,
				const struct scan_options *options);
void includers_free(struct includers *includers);

/* The commands of the units that include the file, directly or through others, of const struct compdb_command *; NULL:
 * none. *out_contexts (of interned const char *, beside each command): equal where the same files of the tree define
 * what the file mentions, so that units with the same flags make the same of it. Both to be unreferenced. */
GPtrArray *includers_commands(struct includers *includers, const struct source_entry *entry, GPtrArray **out_contexts);

/* Without a compile database: units that define what the file itself defines only where nobody has, as commands without
 * arguments, one for each context; NULL: no unit does. */
GPtrArray *includers_defining(struct includers *includers, const struct source_entry *entry, GPtrArray **out_contexts);

UTIL_DEFINE_AUTO(includers, includers_free)

#endif
