/* What files contain, as hashes. A file whose status (size, times, inode) is what it was when it was hashed is not read
 * again, by git's rule: a status is only believed when the file had been at rest for longer than the clock's step.
 * Private to scan/. */
#ifndef SCAN_IDENTITY_H
#define SCAN_IDENTITY_H

#include "scan/memo.h"
#include "source/overlay.h"
#include "source/walk.h"

#define IDENTITY_LENGTH 32 /* bytes: SHA-256 */

struct identities;

/* Reads what the memo knows. */
struct identities *identities_new(const struct scan_memo *memo, const char *root, const struct source_overlay *overlay);
void identities_free(struct identities *ids);

/* The hash of the content, borrowed; NULL when the file cannot be read. Asked again, the answer is the same. `status`
 * (may be NULL) spares a look. */
const guint8 *identity_of(struct identities *ids, const char *absolute, const struct source_status *status);
/* From now on files are read for the answer: of a file that is asked for later and changed since the scan began, nobody
 * can say any more what was read. */
void identities_begin(struct identities *ids);
/* Whether the file still is what identity_of() said, so that what was read in between was that. */
bool identity_holds(struct identities *ids, const char *absolute);
/* Tells the memo, when there is something new to tell. */
void identities_keep(struct identities *ids);

UTIL_DEFINE_AUTO(identities, identities_free)

#endif
