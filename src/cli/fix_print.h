/* What fix prints, writes to a series, and records. */
#ifndef CLI_FIX_PRINT_H
#define CLI_FIX_PRINT_H

#include "fix/fix.h"
#include "fix/styles.h"

/* One comment line per site with what was proven; with diffs: the patches, those that failed as comments. shown goes
 * before the paths of sites, and prefix before those of the diff, so that it can be applied where the user is. */
struct fix_paths {
	const char *shown, *prefix;
	bool plain; /* without git's header: git apply takes paths after one from the top, wherever it is run */
};
void fix_print(const struct fix_result *result, bool diffs, const struct fix_paths *paths, GString *out);
/* One numbered patch per file, and "series". */
bool fix_write_series(const struct fix_result *result, const char *dir, GError **error);
/* Of struct patch_record *, for the store; borrows from the result. */
GPtrArray *fix_records(const struct fix_result *result);
/* The files of a style that patches nothing; an exit code. */
int fix_write_style(const struct fix_style *style, const struct rule_set *rules, const char *dir);

#endif
