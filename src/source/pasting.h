/* Token pasting: which uses of macros can make a name that no file spells, as CAT(accept, 4) does. What is said is
 * about texts alone, in every arm of every #if at once: a use can make a name when the pieces of it are all at hand, in
 * its arguments or in the replacements that it leads to, and something there joins them. Whether it does is for the
 * compiler to say; a use that is not named here does not. */
#ifndef SOURCE_PASTING_H
#define SOURCE_PASTING_H

#include <glib.h>
#include <stdbool.h>

#include "util/auto.h"

struct pasting;

/* names: of interned const char *, what may be made. */
struct pasting *pasting_new(const GPtrArray *names);
void pasting_free(struct pasting *p);

/* The macros of the libraries that join what they are given: of interned const char *, borrowed. */
const GPtrArray *pasting_library(const struct pasting *p);
/* Definitions of them, for where their headers are missing; each gives way to one that is there. Free with g_free. */
char *pasting_library_text(void);

/* Reads the definitions of a file: of the macros in `only` (set of interned names), or all (NULL). */
void pasting_define(struct pasting *p, const char *bytes, size_t length, GHashTable *only);
/* Another definition: NAME=TEXT or NAME(a,b)=TEXT, as behind a compiler's -D. */
void pasting_define_option(struct pasting *p, const char *definition);

/* Macros that join, or lead to one that does; those that earlier calls have given are left out. Of interned names; free
 * the array. */
GPtrArray *pasting_new_joiners(struct pasting *p);

/* Reads the uses of joiners in a file's code; `file` is what pasting_made() names it by. */
void pasting_use(struct pasting *p, const char *bytes, size_t length, const void *file);

/* Words of which it hangs what the uses make, as far as they are known: set of interned names whose definitions are
 * still to be read, or turn out to have none; a file that was read for another word may have held one of several. Each
 * is given once. Free with g_hash_table_unref. */
GHashTable *pasting_open_words(struct pasting *p);

/* Calls it for each use that can make one of the names, with the macro's interned name; file NULL: the macro makes it
 * wherever it is used. */
typedef void (*pasting_found)(const char *macro, const void *file, void *data);
void pasting_made(struct pasting *p, pasting_found found, void *data);

UTIL_DEFINE_AUTO(pasting, pasting_free)

#endif
