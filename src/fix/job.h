/* What the ways of patching work on: a site, its file, the tree around it. Private to fix/. */
#ifndef FIX_JOB_H
#define FIX_JOB_H

#include "fix/compose.h"
#include "fix/edits.h"
#include "fix/place.h"
#include "fix/style.h"
#include "model/site.h"

/* Files as they were when the scan read them, lexed once. */
struct fix_tree {
	const char *root;
	const struct rule_set *rules;
	GHashTable *by_name; /* basename (owned) -> GPtrArray of interned relative paths; NULL until it is asked for */
	GHashTable *files;   /* interned relative path -> struct fix_file * (owned); NULL: can't be read */
};

struct fix_file {
	const char *path; /* interned */
	GMappedFile *mapped;
	char *hash; /* of the bytes: SHA-256, hex */
	struct source_text *text;
	struct style style;
};

struct fix_tree *fix_tree_new(const char *root, const struct rule_set *rules);
void fix_tree_free(struct fix_tree *tree);
/* NULL when the file can't be read or is no text. */
const struct fix_file *fix_tree_file(struct fix_tree *tree, const char *path);

/* The file of the tree that a header's name means, seen from another file; NULL when there is none. Interned. */
const char *fix_tree_header(struct fix_tree *tree, const char *from, const char *name);

struct fix_job {
	struct fix_tree *tree;
	const struct fix_file *file;
	const struct site *site;
	const GPtrArray *sites; /* of struct site *: all that the scan found */
	const struct rule *rule;
	size_t offset; /* of the name at the site */
	bool nolint;
	const char *helper; /* the shared header of --helper, relative; NULL: a function in each file */
};

/* One way to make a patch: its edits, or NULL with a reason. */
typedef struct edits *(*fix_way)(const struct fix_job *job, char **out_why);

/* extend.c: tests that are there name the further errnos; the first only those that the evidence went through. */
struct edits *fix_extend(const struct fix_job *job, char **out_why);
struct edits *fix_extend_all(const struct fix_job *job, char **out_why);
/* restore.c: flags that a fallback loses are restored behind it. */
struct edits *fix_restore(const struct fix_job *job, char **out_why);
struct edits *fix_restore_all(const struct fix_job *job, char **out_why);
/* Both at once. */
struct edits *fix_extend_and_restore(const struct fix_job *job, char **out_why);
/* inline.c: a fallback of its own: clearing the variable that other code uses the fallback by; leaving the flags to
 * the code that follows; restoring them. */
struct edits *fix_inline_sticky(const struct fix_job *job, char **out_why);
struct edits *fix_inline_bare(const struct fix_job *job, char **out_why);
struct edits *fix_inline(const struct fix_job *job, char **out_why);
/* wrapper.c: another function in place of the call. */
struct edits *fix_wrapper(const struct fix_job *job, char **out_why);

/* insert.c: puts the fallback beside the call of a place. */
bool insert_fallback(const struct fix_job *job, const struct fix_file *file, const struct place *place,
		     const struct fallback *fallback, struct edits *edits, char **out_why);
/* A name for a variable that the function does not use. */
char *insert_fresh_name(const struct place *place, const char *wish);
/* The offset of the line behind the one that holds offset; the text's length when it is the last. */
size_t insert_next_line(const struct source_text *text, size_t offset);

/* include.c: adds what declares the names (of interned const char *) where the file lacks it. */
void include_names(const struct fix_job *job, const struct fix_file *file, const GPtrArray *names, struct edits *edits);
/* The #includes as the file has them, one more: header is written with its quotes or brackets. */
void include_add(struct fix_tree *tree, const struct fix_file *file, const char *header, struct edits *edits);
/* The files of the tree that a file includes, directly or not: of interned const char *; free the array. */
GPtrArray *include_reach(struct fix_tree *tree, const struct fix_file *file);

UTIL_DEFINE_AUTO(fix_tree, fix_tree_free)

#endif
