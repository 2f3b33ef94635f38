/* Which of the names that files include are there, and where: an answer also hangs on the headers that were looked for
 * and not found, since one of them may come to be. Private to scan/. */
#ifndef SCAN_LOOKUPS_H
#define SCAN_LOOKUPS_H

#include "ast/ast.h"

/* Folders already listed, files already read; for one scan. */
struct lookups;

struct lookups *lookups_new(const struct ast_tree *tree);
void lookups_free(struct lookups *lookups);

/* Adds the names that the files (absolute) include, or ask for with __has_include, to the set (of interned const char
 * *). Where a macro says what is included, it may be any file of the list. */
void lookups_spelled(struct lookups *lookups, const GPtrArray *files, GHashTable *names);

/* What one file includes or asks for, of interned const char *; borrowed. */
const GPtrArray *lookups_spelled_in(struct lookups *lookups, const char *absolute);

bool lookups_is_folder(struct lookups *lookups, const char *folder);
/* Whether the folder has something called so; the name may have folders in it. */
bool lookups_has(struct lookups *lookups, const char *folder, const char *name);

/* A hash over which of the names are found in which of the folders, and where the tree has files called so: equal when
 * an include of any of the names finds what it found before. Both sorted; free with g_free. */
char *lookups_fingerprint(struct lookups *lookups, const GPtrArray *folders, const GPtrArray *names);

UTIL_DEFINE_AUTO(lookups, lookups_free)

#endif
